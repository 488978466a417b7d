import { listViews, settingsViews } from '../features/shell/view.ts'
import { deskStates } from './desk-states.ts'
import { deviceStates } from './device-states.ts'
import { galleryStates } from './gallery-states.ts'
import { insuranceStates } from './insurance-states.ts'
import { setUpStates } from './set-up-states.ts'
import { signInStates } from './sign-in-states.ts'

/** Made-up states of the station, by name. */
export const states = {
  ...galleryStates,
  ...deviceStates,
  ...signInStates,
  ...insuranceStates,
  ...deskStates,
  ...setUpStates,
}

/** One thing to look at: a name, and what the gallery is asked for. */
export interface Scene {
  readonly id: string
  readonly query: Readonly<Record<string, string>>
}

/** Screens that ask the station for something, in every way that it may answer; and for somebody who may not ask. */
const askingViews = [
  'history',
  'trust',
  'diagnostics',
  'audit',
  'accounts',
  ...listViews,
  ...settingsViews.filter(view => view !== 'display'),
] as const
const answers = ['full', 'empty', 'slow', 'error'] as const

/** Every screen in every state that has a look of its own. */
export const scenes: readonly Scene[] = [
  ...Object.keys(states).map(state => ({ id: state, query: { state } })),
  ...(['display', 'more', 'help', 'about'] as const).map(view => ({ id: view, query: { state: 'signed-in', view } })),
  ...askingViews.flatMap(view =>
    answers.map(lists => ({ id: `${view}-${lists}`, query: { state: 'signed-in-admin', view, lists } })),
  ),
  ...askingViews.map(view => ({ id: `${view}-clerk`, query: { state: 'signed-in', view } })),
  ...answers.slice(1).map(lists => ({ id: `set-up-${lists}`, query: { state: 'set-up', lists } })),
  { id: 'set-up-left', query: { state: 'set-up-ready', lists: 'empty' } },
  ...['desk-purpose', 'desk-consent', 'reading', 'lift', 'insurance-covered', 'altered', 'locked'].map(state => ({
    id: `citizen-${state}`,
    query: { state, citizen: '1' },
  })),
  { id: 'drawer', query: { state: 'authentic', press: 'drawer-open' } },
  { id: 'drawer-certificates', query: { state: 'authentic', press: 'drawer-open,drawer-certificates' } },
  { id: 'drawer-times', query: { state: 'authentic', press: 'drawer-open,drawer-times' } },
  { id: 'drawer-commands', query: { state: 'authentic', press: 'drawer-open,drawer-commands,commands-show' } },
  {
    id: 'history-opened',
    query: { state: 'signed-in-admin', view: 'history', press: 'filters-open,history-row,verify-again-run' },
  },
  { id: 'lost', query: { state: 'authentic', lost: '1' } },
  { id: 'connecting', query: { state: 'connecting' } },
  { id: 'notopened-demo', query: { state: 'notopened', demo: '1' } },
  { id: 'demo', query: { state: 'waiting', demo: '1' } },
  { id: 'demo-result', query: { state: 'authentic', demo: '1' } },
]
