import type { Counter } from '../../../main/protocol/station-state.ts'
import type { ScreenAction } from './screen-actions.tsx'
import { isListView, type View } from './view.ts'

export interface ShortcutAction {
  readonly view?: View
  /** To where somebody was before they asked for help. */
  readonly back?: true
  readonly call?: 'counter.cancel' | 'counter.clear'
  /** What the screen shown does, if it can. */
  readonly screen?: ScreenAction
}

/** What a key does on a screen; undefined where it does nothing of ours. */
export function shortcutAction(key: string, view: View, step: Counter['step'] | undefined): ShortcutAction | undefined {
  switch (key) {
    case 'Escape':
      if (view === 'help') return { back: true }
      if (view !== 'counter') return { view: 'counter' }
      if (step === 'reading') return { call: 'counter.cancel' }
      return step ? { call: 'counter.clear' } : undefined
    case 'F1':
      return view === 'help' ? { back: true } : { view: 'help' }
    case 'F2':
      // A read under way is not thrown away by a key meant for the next citizen.
      return step === 'reading' || !step ? { view: 'counter' } : { view: 'counter', call: 'counter.clear' }
    case 'F3':
      return { view: view === 'history' ? 'counter' : 'history' }
    case 'F4':
      return { screen: 'print' }
    case 'F8':
      return { screen: 'copy' }
    case 'F9':
      return { view: view === 'diagnostics' ? 'counter' : 'diagnostics' }
    case 'F10':
      return { view: isListView(view) ? 'counter' : 'review' }
    default:
      return undefined
  }
}
