/**
 * Development only (not in the build): the application over made-up states, `gallery.html?state=NAME&lang=en&view=history&demo=1&theme=dark&text=200`.
 * `vite renderer` serves it.
 */
import '../connection/zod-without-eval.ts'
import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { createRoot } from 'react-dom/client'
import { chipDeskError } from '../../main/protocol/errors.ts'
import { type StationState, stationStateSchema } from '../../main/protocol/station.ts'
import { App } from '../app.tsx'
import { StationProvider } from '../connection/station-context.tsx'
import { listViews, settingsViews, type View } from '../features/shell/view.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import { preferencesSchema } from '../preferences/preferences.ts'
import { PreferencesProvider } from '../preferences/preferences-context.tsx'
import { connectStation } from '../station-connection.ts'
import { listedPorts } from './device-states.ts'
import { demo, pastTransactions } from './gallery-states.ts'
import { layoutFaults } from './layout-faults.ts'
import { listAnswers } from './list-answers.ts'
import { states } from './scenes.ts'
import { listedAccounts, signInRefusals } from './sign-in-states.ts'

const query = new URLSearchParams(location.search)
const name = query.get('state') ?? 'waiting'
const chosen = (states as Record<string, StationState>)[name]
if (!chosen) throw new Error(`no state ${name}: ${Object.keys(states).join(', ')}`)
const state = stationStateSchema.parse(query.get('demo') ? { ...chosen, demo } : chosen)

const refusal = signInRefusals[query.get('signin') ?? '']

const connection = connectStation(events => {
  const say = (message: unknown) => setTimeout(() => events.message(JSON.stringify(message)))
  if (name !== 'connecting') say({ state })
  if (query.get('lost')) setTimeout(() => events.closed('lost'), 50)
  // `ports=none`, `ports=error` and `ports=slow` show the list of ports so.
  const answerPorts = (id: number) => {
    const ports = query.get('ports')
    if (ports === 'error') say({ id, error: chipDeskError('ApiInternal') })
    else if (ports !== 'slow') say({ id, result: ports === 'none' ? { devices: [] } : listedPorts })
  }
  return {
    send(text) {
      const { id, call, params } = JSON.parse(text)
      const lists = query.get('lists')
      const listed = listAnswers[call]
      if (call === 'history.search') say({ id, result: { transactions: pastTransactions } })
      else if (listed && lists === 'error') say({ id, error: chipDeskError('StoreDamaged') })
      else if (listed) {
        if (lists !== 'slow') say({ id, result: listed(params, lists === 'empty') })
      } else if (call === 'scanner.list') answerPorts(id)
      else if (call === 'operator.list') say({ id, result: listedAccounts })
      else if (/^(session|operator)\.(?!active)/.test(call) && refusal) say({ id, error: refusal })
      else say({ id, result: {} })
    },
    close: () => {},
  }
})

Object.assign(window, { layoutFaults })
const root = document.getElementById('root')
if (!root) throw new Error('no #root in the page')
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
const view = views.find(each => each === query.get('view')) ?? 'counter'
createRoot(root).render(
  <PreferencesProvider
    initial={preferencesSchema.parse({
      theme: query.get('theme') ?? 'light',
      textSize: Number(query.get('text') ?? 100),
    })}
  >
    <LanguageProvider initial={query.get('lang') === 'en' ? 'en' : 'vi'}>
      <StationProvider connection={connection}>
        <App initialView={view} />
      </StationProvider>
    </LanguageProvider>
  </PreferencesProvider>,
)
