import type { DeclaredInput } from '../cccd/declared-input.ts'
import { insuranceNumberIn, readInsuranceNumber } from '../cccd/insurance-number.ts'
import { readTypedDate } from '../cccd/key-need.ts'
import { isPersonalNumber } from '../cccd/personal-number.ts'
import { compareCustomer } from '../desks/customer-comparison.ts'
import type { Customer, CustomerFieldId } from '../protocol/customer.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CallParams } from '../protocol/station.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { Access, Serving } from './access.ts'
import type { Counter } from './counter.ts'
import type { DeskCall, GuardParts } from './guard.ts'
import type { Records } from './records.ts'
import type { SignedIn } from './session.ts'
import type { OpenVisit } from './visit.ts'

export interface VisitCallsParts {
  readonly visit: OpenVisit
  readonly counter: Counter
  readonly records: Records
  readonly accessOf: (transaction: Transaction, operator: Access['operator']) => Access
  /** Says for whom the next record is made, and why without a card. */
  readonly serveWithoutCard: (
    operator: SignedIn,
    given: Pick<Serving, 'insuranceNumber'> & { reason: string },
  ) => ChipDeskError | undefined
  readonly changed: () => void
}

type VisitCall = Extract<DeskCall, `visit.${string}`>

/** What comes before a read: for what somebody has come, what they agree to, what the organisation knows of them. */
export function visitCalls(parts: VisitCallsParts): Pick<GuardParts['calls'], VisitCall> {
  const { visit, counter } = parts
  const done = (error: ChipDeskError | undefined) => {
    if (error) throw error
    parts.changed()
    return {}
  }
  return {
    'visit.purpose'({ purpose }) {
      if (counter.view().step === 'reading') throw chipDeskError('ReaderReading')
      // Whoever is asked what they have come for is the next one.
      if (counter.view().step === 'result') counter.clear()
      const error = visit.choose(purpose)
      if (!error) counter.mayRead()
      return done(error)
    },
    'visit.consent'({ method }) {
      if (counter.view().step !== 'waiting') throw chipDeskError('ReaderReading')
      const error = visit.agree(method, new Date())
      if (!error) counter.mayRead()
      return done(error)
    },
    async 'visit.customer'({ customer }, actor) {
      return done(await takeCustomer(parts, customer, 'typed', actor))
    },
    async 'visit.without-card'({ reason, ...given }, actor) {
      if (counter.view().step === 'reading') throw chipDeskError('ReaderReading')
      // Whoever is received without a card is not the one whose card was read before.
      if (counter.view().step === 'result') counter.clear()
      const insuranceNumber = given.insuranceNumber
        ? insuranceNumberOf(given.insuranceNumber)
        : insuranceNumberIn(counter.declared()?.insurance)
      const error = parts.serveWithoutCard(actor, { reason, ...(insuranceNumber !== undefined && { insuranceNumber }) })
      if (error) throw error
      const kept = await counter.withoutCard(declaredBy(given, counter.declared()))
      if (!kept.ok) throw kept.error
      return { transactionId: kept.value.id }
    },
  }
}

/** A customer before, during or after the read: held against the card as soon as there is one. */
export async function takeCustomer(
  { visit, counter, records, accessOf }: Pick<VisitCallsParts, 'visit' | 'counter' | 'records' | 'accessOf'>,
  customer: Customer | undefined,
  origin: 'typed' | 'core',
  operator: SignedIn,
): Promise<ChipDeskError | undefined> {
  // Once a visit has ended, the core system means the next one.
  if (customer && origin === 'core' && hasEnded(counter.view())) counter.clear()
  const refused = visit.setCustomer(customer, origin)
  if (refused) return refused
  const view = counter.view()
  if (view.step === 'waiting') counter.mayRead()
  if (view.step !== 'result' || !customer) return undefined
  return await compareAtCounter({ visit, records, accessOf }, view, operator)
}

const hasEnded = (view: CounterView) =>
  view.step === 'result' && (view.transaction.acts ?? []).some(({ kind }) => kind === 'decision')

/** Holds what the organisation knows against the card that was just read, and keeps what came of it. */
export async function compareAtCounter(
  { visit, records, accessOf }: Pick<VisitCallsParts, 'visit' | 'records' | 'accessOf'>,
  { transaction }: Extract<CounterView, { step: 'result' }>,
  operator: Access['operator'],
): Promise<ChipDeskError | undefined> {
  const known = visit.customer()
  const read = known && records.viewAtCounter(transaction.id)
  if (!known || !read) return undefined
  const { customer, origin } = known
  const wanted = visit.wantedOfCustomer(read.purpose?.code)
  // What the purpose does not keep is not compared either: the record of the comparison would hold it.
  const fields = Object.fromEntries(
    Object.entries(customer.fields).filter(([field]) => wanted?.fields.includes(field as CustomerFieldId)),
  )
  const rows = compareCustomer({ fields }, read.report, read.registry)
  const { customerNumber, amount } = customer
  const kept = await records.act(accessOf(read, operator), {
    transactionId: read.id,
    action: 'transaction.act',
    act: {
      kind: 'customer',
      origin,
      rows,
      ...(customerNumber !== undefined && { customerNumber }),
      ...(wanted?.amount && amount !== undefined && { amount }),
    },
    facts: { origin, different: rows.filter(({ result }) => result === 'different').length },
  })
  return kept.ok ? undefined : kept.error
}

type Given = Omit<CallParams<'visit.without-card'>, 'reason'>

/** As typed, or else as scanned before; of a number that is none, nothing is asked. */
function declaredBy({ personalNumber, fullName, birthDate, sex }: Given, scanned: DeclaredInput | undefined) {
  if (personalNumber !== undefined && !isPersonalNumber(personalNumber))
    throw chipDeskError('DataNumberInvalid', { seen: 'digits' })
  const born = birthDate === undefined || birthDate === '' ? undefined : readTypedDate(birthDate)
  if (birthDate && !born) throw chipDeskError('DataNumberInvalid', { cause: 'no such date', seen: 'field' })
  const { can: _, mrzInformation: __, ...told } = scanned ?? { origin: 'number' as const }
  return {
    ...told,
    ...(personalNumber !== undefined && { personalNumber }),
    ...(fullName && { fullName }),
    ...(born && { birthDate: born }),
    ...(sex && { sex }),
  } satisfies DeclaredInput
}

/** A card number, or else that of the book; throws where it is neither. */
export function insuranceNumberOf(text: string): string {
  const read = readInsuranceNumber(text)
  const number = insuranceNumberIn(read) ?? (isPersonalNumber(text) ? text : undefined)
  if (number === undefined) throw chipDeskError('DataNumberInvalid', { cause: 'no insurance number', seen: 'digits' })
  return number
}
