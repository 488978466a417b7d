import './connection/zod-without-eval.ts'
import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import './ui/tokens.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { tokenOf } from './connection/websocket-pipe.ts'
import { citizenFeed, type FeedState } from './features/citizen-screen/citizen-feed.ts'
import { CitizenPage } from './features/citizen-screen/citizen-page.tsx'
import { appearanceOf, showAppearance, systemWishes, watchSystemWishes } from './preferences/appearance.ts'
import { Screen } from './ui/screen.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
// What the clerk's own eyes need is no concern of this screen; what the system asks of all of them is.
const follow = (wishes = systemWishes(window)) =>
  showAppearance(document.documentElement, appearanceOf({ theme: 'system', motion: 'system', textSize: 100 }, wishes))
follow()
watchSystemWishes(window, follow)

const page = createRoot(root)
const show = (state: FeedState) =>
  page.render(
    <Screen>
      <CitizenPage state={state} />
    </Screen>,
  )
show({ status: 'lost' })
citizenFeed(window, show)

// The address of a restarted station, opened in this very tab, changes nothing but the part after `#`.
window.addEventListener('hashchange', () => {
  if (tokenOf(window.location.hash) !== undefined) window.location.reload()
})
