import type { DeclaredInput } from '../cccd/declared-input.ts'
import type { Dg13 } from '../cccd/dg13.ts'
import { isMrzNameOf, sameName } from '../cccd/name-folding.ts'
import type { Check } from '../protocol/report.ts'
import type { ClockDoubt } from './clock.ts'
import { type HolderInDg1, holderInDg1, holderInDg13 } from './holder-data.ts'
import type { KeptRead } from './kept-read.ts'

/** What the document itself says: its date, its check digits, and whether it is the one that was declared (TR-03135-1 §5.7). */
export function documentChecks(
  read: KeptRead,
  declared: DeclaredInput | undefined,
  at: Date,
  clock?: ClockDoubt,
): Check[] {
  const dg1 = holderInDg1(read.files, at)
  if (!dg1) {
    const open = unread(read)
    return [
      { id: 'document.expiry', ...open },
      { id: 'document.mrz', ...open },
    ]
  }
  const dg13 = holderInDg13(read.files)
  return [expiryCheck(dg1, at, clock), mrzCheck(dg1, dg13, declared)]
}

function unread({ files, error, withheld }: KeptRead): Pick<Check, 'result' | 'reason'> {
  if (withheld?.has('DG1')) return { result: 'undetermined', reason: 'withheld' }
  if (files.has('DG1')) return { result: 'undetermined', reason: 'unreadable' }
  return error ? { result: 'aborted', reason: 'read-ended-early' } : { result: 'undetermined', reason: 'not-read' }
}

/**
 * A document is good until its last day is over in Viet Nam, seven hours ahead of UTC all year. Under a clock that lies, one that is over at the floor is
 * over; of any other nothing is known.
 */
function expiryCheck({ expiryDate }: HolderInDg1, at: Date, clock: ClockDoubt | undefined): Check {
  const id = 'document.expiry'
  if (!expiryDate) return { id, result: 'undetermined', reason: 'unreadable' }
  const moment = clock?.floor ?? at
  const today = new Date(moment.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
  if (expiryDate === 'unlimited') return { id, result: 'successful' }
  if (expiryDate >= today)
    return clock
      ? { id, result: 'undetermined', reason: 'clock-wrong', detail: clock.detail }
      : { id, result: 'successful' }
  return { id, result: 'failed', reason: 'document-expired' }
}

function mrzCheck(dg1: HolderInDg1, dg13: Dg13 | undefined, declared: DeclaredInput | undefined): Check {
  const id = 'document.mrz'
  const compared = declared ? comparisons(declared, dg1, dg13) : []
  const different = compared.filter(([, same]) => !same).map(([name]) => name)
  // Before the check digits: those are forgiven where the issuer published that they are wrong, another person is not.
  if (different.length > 0)
    return { id, result: 'failed', reason: 'declared-data-differs', detail: different.join(', ') }
  const wrong = dg1.mrz.checks.filter(check => !check.ok).map(check => check.field)
  if (wrong.length > 0) return { id, result: 'failed', reason: 'check-digit-wrong', detail: wrong.join(', ') }
  if (!declared || compared.length === 0) return { id, result: 'successful', reason: 'no-declared-data' }
  return { id, result: 'successful', detail: declared.origin }
}

type Comparison = readonly [name: string, same: boolean]

/** Declared fields that the chip has too, and whether it agrees. What the chip does not say contradicts nothing, and confirms nothing. */
function comparisons(declared: DeclaredInput, dg1: HolderInDg1, dg13: Dg13 | undefined): Comparison[] {
  const { mrz } = dg1
  const compare = <T>(name: string, mine: T | undefined, theirs: readonly (T | undefined)[], same = equal<T>) => {
    const known = theirs.filter(each => each !== undefined)
    return mine === undefined || known.length === 0 ? [] : [[name, known.every(each => same(mine, each))] as const]
  }
  // The number of a passport has nothing to do with that of the card, which a QR or the personal number implies.
  const sameKind = declared.origin === 'mrz' || mrz.format === 'TD1'
  return [
    ...compare('personalNumber', declared.personalNumber, [dg1.personalNumber, dg13?.personalNumber]),
    ...compare('documentNumber', declared.documentNumber, sameKind ? [mrz.documentNumber] : []),
    ...(declared.fullName ? [['fullName', !nameDiffers(declared, dg1, dg13)] as const] : []),
    ...compare('birthDate', declared.birthDate, [dg1.birthDate, dg13?.birthDate], sameDay),
    ...compare('sex', declared.sex, [mrz.sex === 'X' ? undefined : mrz.sex, dg13?.sex]),
    ...compare('expiryDate', declared.mrzInformation?.expiryDate, [mrz.expiryDate]),
  ]
}

const equal = <T>(a: T, b: T): boolean => a === b

/** Where either knows the year alone, years are compared. */
const sameDay = (a: string, b: string) => (a.length === 4 || b.length === 4 ? a.slice(0, 4) === b.slice(0, 4) : a === b)

function nameDiffers({ origin, fullName }: DeclaredInput, dg1: HolderInDg1, dg13: Dg13 | undefined): boolean {
  if (!fullName) return false
  if (origin === 'mrz') return !sameName(fullName, dg1.fullName)
  if (dg13?.fullName && !sameName(fullName, dg13.fullName)) return true
  return !isMrzNameOf(dg1.fullName, fullName, dg1.nameCut)
}
