import type { ErrorTag } from '../../../main/protocol/errors.ts'
import type { Counter } from '../../../main/protocol/station-state.ts'
import type { View } from '../shell/view.ts'

/** Everyday tasks, in the order in which they are looked for. */
export const helpTasks = [
  'read',
  'card-not-open',
  'card-lifted',
  'wrong-letters',
  'result',
  'expired',
  'red',
  'no-card',
  'no-network',
  'exception',
  'history',
  'print',
  'shift',
  'another-desk',
  'pin',
  'own-data',
  'inspection',
  'trust',
  'settings',
  'broken',
] as const
export type HelpTask = (typeof helpTasks)[number]
export type HelpPart = HelpTask | 'keys' | 'marks'

const ofView: Partial<Record<View, HelpPart>> = {
  history: 'history',
  review: 'no-network',
  queue: 'no-network',
  shift: 'shift',
  'own-data': 'own-data',
  diagnostics: 'broken',
  devices: 'broken',
  network: 'no-network',
  printing: 'print',
  accounts: 'pin',
  audit: 'inspection',
  trust: 'trust',
  desk: 'settings',
  display: 'settings',
}

const ofError: Partial<Record<ErrorTag, HelpPart>> = {
  CardRemoved: 'card-lifted',
  ReaderLost: 'broken',
  ReaderNone: 'broken',
  ServiceDown: 'broken',
  ServiceMissing: 'broken',
  ServiceAccessDenied: 'broken',
  DataUnknownCode: 'wrong-letters',
  DataMalformed: 'wrong-letters',
  ScannerCodeIncomplete: 'wrong-letters',
}

/** The part that fits where somebody came from: the screen, and at the counter what happens there. */
export function helpPartFor(view: View, counter: Counter | undefined): HelpPart {
  if (view !== 'counter') return ofView[view] ?? 'read'
  if (counter?.step === 'reading') return 'card-lifted'
  if (counter?.step === 'result') {
    const { withoutCard, report } = counter.transaction
    if (withoutCard) return 'no-card'
    if (report.error) return ofError[report.error.tag] ?? 'card-not-open'
    return report.verdict === 'altered' || report.verdict === 'cloned' || report.verdict === 'refused'
      ? 'red'
      : 'result'
  }
  if (counter?.error) return ofError[counter.error.tag] ?? 'card-not-open'
  return 'read'
}

/** Small letters without their marks, so that `the het han` finds `thẻ hết hạn`. */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase()

/** Every word of what is looked for stands somewhere in the text. */
export function matches(text: string, wanted: string): boolean {
  const there = folded(text)
  return folded(wanted)
    .split(/\s+/)
    .filter(Boolean)
    .every(word => there.includes(word))
}
