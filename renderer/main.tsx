import './connection/zod-without-eval.ts'
import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import './ui/tokens.css'
import './ui/base.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { preloadPipe } from './connection/preload-pipe.ts'
import { StationProvider } from './connection/station-context.tsx'
import { tokenOf, webSocketPipe } from './connection/websocket-pipe.ts'
import { LanguageProvider } from './i18n/language.tsx'
import { PreferencesProvider } from './preferences/preferences-context.tsx'
import { connectStation } from './station-connection.ts'

const bridge = window.chipdeskStation
const connection = connectStation(bridge ? preloadPipe(bridge) : webSocketPipe(window))

// The address of a restarted station, opened in this very tab, changes nothing but the part after `#`.
if (!bridge)
  window.addEventListener('hashchange', () => {
    if (tokenOf(window.location.hash) === undefined) return
    // Or its next attempt spends the token that the reloaded page needs.
    connection.close()
    window.location.reload()
  })

const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
createRoot(root).render(
  <PreferencesProvider>
    <LanguageProvider>
      <StationProvider connection={connection}>
        <App />
      </StationProvider>
    </LanguageProvider>
  </PreferencesProvider>,
)
