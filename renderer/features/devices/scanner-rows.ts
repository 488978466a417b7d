import { errorText } from '../../../main/protocol/error-texts.ts'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import type { Scanner } from '../../../main/protocol/scanners.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { portName } from './port-name.ts'

export interface ScannerRow {
  readonly id: string
  readonly label: string
  /** What its label does not say already. */
  readonly kind: string
  /** `trouble`: it is taken, and its last code did not arrive whole. */
  readonly state: 'ready' | 'trouble' | 'down'
  readonly stateWord: string
  readonly problem?: { readonly tag: ChipDeskError['tag']; readonly title: string; readonly cure: string }
}

/** Scanners as the clerk looks for them: what works first, then by name. */
export function scannerRows(scanners: readonly Scanner[], t: Dictionary): ScannerRow[] {
  return scanners
    .map(({ id, kind, label, attached, problem }): ScannerRow => {
      const state = attached ? (problem ? 'trouble' : 'ready') : 'down'
      return {
        id,
        label: label === id ? portName(id) : label,
        kind: t.devices.kinds[kind],
        state,
        stateWord: t.devices.states[state],
        ...(problem && { problem: { tag: problem.tag, ...errorText(problem, t.locale === 'en' ? 'en' : 'vi') } }),
      }
    })
    .toSorted((a, b) => Number(a.state === 'down') - Number(b.state === 'down') || a.label.localeCompare(b.label))
}
