/**
 * Development only (not in the build): the application over made-up states, `gallery.html?state=NAME&lang=en&view=history&demo=1&theme=dark&text=200`.
 * `citizen=1` shows what the citizen sees of that state. `vite renderer` serves it. `lists=full|empty|slow|error` says how the station answers what a screen asks it for.
 */
import '../connection/zod-without-eval.ts'
import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { createRoot, type Root } from 'react-dom/client'
import { citizenView } from '../../main/protocol/citizen-view.ts'
import { chipDeskError } from '../../main/protocol/errors.ts'
import { type StationState, stationStateSchema } from '../../main/protocol/station-state.ts'
import { App } from '../app.tsx'
import { StationProvider } from '../connection/station-context.tsx'
import { CitizenPage } from '../features/citizen-screen/citizen-page.tsx'
import { listViews, settingsViews, type View } from '../features/shell/view.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { preferencesSchema } from '../preferences/preferences.ts'
import { PreferencesProvider } from '../preferences/preferences-context.tsx'
import { connectStation } from '../station-connection.ts'
import { Screen } from '../ui/screen.tsx'
import { demo } from './gallery-states.ts'
import { layoutFaults } from './layout-faults.ts'
import { listAnswers } from './list-answers.ts'
import { states } from './scenes.ts'
import { signInRefusals } from './sign-in-states.ts'

const views: readonly View[] = [
  'history',
  'more',
  'trust',
  'diagnostics',
  'audit',
  'accounts',
  'help',
  'about',
  ...listViews,
  ...settingsViews,
]
const place = document.getElementById('root')
if (!place) throw new Error('no #root in the page')
let shown: Root | undefined

/** @param search as after the `?` of the address */
function show(search: string) {
  const query = new URLSearchParams(search)
  const { theme, textSize } = preferencesSchema.parse({
    theme: query.get('theme') ?? 'light',
    textSize: Number(query.get('text') ?? 100),
  })
  shown?.unmount()
  shown = createRoot(place as HTMLElement)
  shown.render(
    <PreferencesProvider initial={{ theme, textSize }}>
      {query.get('citizen') ? (
        <OtherScreen query={query} />
      ) : (
        <LanguageProvider initial={query.get('lang') === 'en' ? 'en' : 'vi'}>
          <StationProvider connection={madeUpStation(query)}>
            <App initialView={views.find(each => each === query.get('view')) ?? 'counter'} />
          </StationProvider>
        </LanguageProvider>
      )}
    </PreferencesProvider>,
  )
  const pressed = query.get('press')
  if (pressed) void press(pressed.split(','))
}

/** What the citizen sees of the same states. */
function OtherScreen({ query }: { readonly query: URLSearchParams }) {
  const operator = { id: 'lan', name: 'Lan Mẫu', role: 'clerk' } as const
  const state = stationStateSchema.parse({ session: { state: 'signed-in', operator }, ...stateNamed(query) })
  const language = query.get('lang') === 'en' ? 'en' : 'vi'
  return (
    <Screen>
      <CitizenPage state={{ status: 'view', view: citizenView(state) }} initial={language} />
    </Screen>
  )
}

function stateNamed(query: URLSearchParams): StationState | undefined {
  const chosen = (states as Record<string, StationState>)[query.get('state') ?? 'waiting']
  return chosen && query.get('demo') ? { ...chosen, demo } : chosen
}

/** What is behind a button is pressed into sight: `press=FIRST,SECOND` by test ids, each as soon as it is there. */
async function press(ids: readonly string[]) {
  delete document.documentElement.dataset.pressed
  for (const id of ids) {
    const button = () => place?.querySelector<HTMLElement>(`[data-testid="${id}"]`)
    for (let tries = 0; !button() && tries < 200; tries++) await new Promise(resolve => setTimeout(resolve, 10))
    button()?.click()
  }
  document.documentElement.dataset.pressed = ids.join()
}

function madeUpStation(query: URLSearchParams) {
  const name = query.get('state') ?? 'waiting'
  const chosen = stateNamed(query)
  if (!chosen && name !== 'connecting') throw new Error(`no state ${name}: ${Object.keys(states).join(', ')}`)
  const refusal = signInRefusals[query.get('signin') ?? '']
  const lists = query.get('lists')
  return connectStation(events => {
    const say = (message: unknown) => setTimeout(() => events.message(JSON.stringify(message)))
    if (chosen) say({ state: stationStateSchema.parse(chosen) })
    if (query.get('lost')) setTimeout(() => events.closed('lost'), 50)
    return {
      send(text) {
        const { id, call, params } = JSON.parse(text)
        const listed = listAnswers[call]
        if (listed && lists === 'error') say({ id, error: chipDeskError('StoreDamaged') })
        else if (listed) {
          if (lists !== 'slow') say({ id, result: listed(params, lists === 'empty') })
        } else if (/^(session|operator)\.(?!active)/.test(call) && refusal) say({ id, error: refusal })
        else say({ id, result: {} })
      },
      close: () => {},
    }
  })
}

// The walk goes from scene to scene without loading the page anew.
Object.assign(window, { show, layoutFaults })
show(location.search)
