import type { DeclaredInput } from '../cccd/declared-input.ts'
import type { Reason } from '../protocol/checks.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { Check, Difference } from '../protocol/report.ts'
import type { ClockDoubt } from './clock.ts'
import { type DeclaredComparison, declaredDifferences } from './declared-differences.ts'
import { type HolderInDg1, holderInDg1, holderInDg13 } from './holder-data.ts'
import type { KeptRead } from './kept-read.ts'

/** What the document itself says: its date, its check digits, and whether it is the one that was declared (TR-03135-1 §5.7). */
export function documentChecks(
  read: KeptRead,
  declared: DeclaredInput | undefined,
  at: Date,
  clock?: ClockDoubt,
): { readonly checks: Check[]; readonly differences?: readonly Difference[] } {
  // A clock that lies must not move a birth to another century either.
  const [dg1, dg13] = [holderInDg1(read.files, clock?.floor ?? at), holderInDg13(read.files)]
  const comparison = declared && declaredDifferences(declared, dg1, dg13)
  const compared = declared && comparison?.compared.length ? { ...comparison, origin: declared.origin } : undefined
  const open = unread(read)
  return {
    checks: [
      dg1 ? expiryCheck(dg1, at, clock) : { id: 'document.expiry', ...open },
      contradiction(compared) ?? (dg1 ? mrzCheck(dg1, compared) : { id: 'document.mrz', ...open }),
    ],
    ...(compared && { differences: compared.differences }),
  }
}

function unread({ files, error, withheld }: KeptRead): Pick<Check, 'result' | 'reason'> {
  if (withheld?.has('DG1')) return { result: 'undetermined', reason: 'withheld' }
  if (files.has('DG1')) return { result: 'undetermined', reason: 'unreadable' }
  return error ? { result: 'aborted', reason: 'read-ended-early' } : { result: 'undetermined', reason: 'not-read' }
}

/**
 * A document is good until its last day is over in Vietnam. Under a clock that lies, one that is over at the floor is over; of any other nothing
 * is known.
 */
function expiryCheck({ expiryDate }: HolderInDg1, at: Date, clock: ClockDoubt | undefined): Check {
  const id = 'document.expiry'
  if (!expiryDate) return { id, result: 'undetermined', reason: 'unreadable' }
  const today = dayInVietnam(clock?.floor ?? at)
  if (expiryDate === 'unlimited') return { id, result: 'successful' }
  if (expiryDate >= today)
    return clock
      ? { id, result: 'undetermined', reason: 'clock-wrong', detail: clock.detail }
      : { id, result: 'successful' }
  return { id, result: 'failed', reason: 'document-expired' }
}

type Compared = DeclaredComparison & Pick<DeclaredInput, 'origin'>

/**
 * Before the check digits: those are forgiven where the issuer published that they are wrong, another person is not. And whether or not DG1 was read: DG13
 * has the number too.
 */
function contradiction(compared: Compared | undefined): Check | undefined {
  const against = compared?.differences.filter(({ weight }) => weight === 'contradiction') ?? []
  if (against.length === 0) return undefined
  return { id: 'document.mrz', result: 'failed', reason: 'declared-data-differs', detail: namesOf(against) }
}

function mrzCheck({ mrz }: HolderInDg1, compared: Compared | undefined): Check {
  const id = 'document.mrz'
  const wrong = mrz.checks.filter(check => !check.ok).map(check => check.field)
  if (wrong.length > 0) return { id, result: 'failed', reason: 'check-digit-wrong', detail: wrong.join(', ') }
  if (!compared) return { id, result: 'successful', reason: 'no-declared-data' }
  const notable = compared.differences.filter(({ weight }) => weight === 'notable')
  if (notable.length === 0) return { id, result: 'successful', detail: compared.origin }
  return { id, result: 'undetermined', reason: reasonOf(notable), detail: namesOf(notable) }
}

const namesOf = (differences: readonly Difference[]) => differences.map(({ field }) => field).join(', ')

/** The one that weighs most: of the person, of the card, of where they live. */
function reasonOf(notable: readonly Difference[]): Reason {
  const fields = notable.map(({ field }) => field)
  if (fields.some(field => field === 'fullName' || field === 'birthDate' || field === 'sex'))
    return 'declared-data-differs'
  return fields.every(field => field === 'placeOfResidence') ? 'declared-residence-differs' : 'code-of-another-card'
}
