import type { DiagnosedPart, Finding } from '../../../main/protocol/diagnostics.ts'

/** In the order of the cable: what the next one needs comes first. */
export const setUpSteps = ['service', 'reader', 'card', 'network', 'anchor', 'operator'] as const
export type SetUpStep = (typeof setUpSteps)[number]
/** What the station itself finds out about. */
export type FoundStep = Exclude<SetUpStep, 'card' | 'operator'>

const partsOf: Readonly<Record<FoundStep, readonly DiagnosedPart[]>> = {
  service: ['card-service', 'virtual-reader'],
  reader: ['reader'],
  network: ['service'],
  anchor: ['trust'],
}

export const findingsOf = (step: FoundStep, findings: readonly Finding[]): Finding[] =>
  findings.filter(({ part }) => partsOf[step].includes(part))

export interface Known {
  /** Undefined until the station has looked. */
  readonly findings: readonly Finding[] | undefined
  /** A card was tried and answered. */
  readonly cardTried: boolean
  /** There is an account, and its owner is there. */
  readonly signedIn: boolean
}

/** Whether a step leaves nothing to do. A service that was never asked is set as well as it can be. */
export function isDone(step: SetUpStep, { findings, cardTried, signedIn }: Known): boolean {
  if (step === 'card') return cardTried
  if (step === 'operator') return signedIn
  const found = findingsOf(step, findings ?? [])
  if (step === 'network') return found.some(({ name }) => name !== undefined) && found.every(isSet)
  return found.some(({ state }) => state === 'ok') && found.every(({ state }) => state !== 'bad')
}

const isSet = ({ state }: Finding) => state === 'ok' || state === 'unknown'

/** The first step from this one on that is not done and not put off; then whichever was passed over; `ready` where there is none. */
export function nextOpen(
  known: Known,
  later: ReadonlySet<SetUpStep>,
  from: SetUpStep = setUpSteps[0],
): SetUpStep | 'ready' {
  const at = setUpSteps.indexOf(from)
  const order = [...setUpSteps.slice(at), ...setUpSteps.slice(0, at)]
  return order.find(step => !isDone(step, known) && !later.has(step)) ?? 'ready'
}

/** Put off by whoever goes on, but for the account: without one nobody works. */
export const mayBeLater = (step: SetUpStep): boolean => step !== 'operator'
