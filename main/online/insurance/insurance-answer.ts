import { readCardDate } from '../../cccd/card-date.ts'
import { foldName } from '../../cccd/name-folding.ts'
import {
  type InsuranceAction,
  type InsuranceAnswer,
  type InsuranceCard,
  type InsuranceDoubt,
  insuranceDoubts,
  isInOrder,
} from '../../protocol/insurance.ts'
import { type BenefitTable, benefitOf } from './benefit-levels.ts'
import type { InsuranceLookUp } from './insurance-question.ts'
import { type PortalBody, textOf } from './portal-body.ts'
import { checkedElsewhere, staysOf } from './portal-lists.ts'

/** One answer of the portal with the number that it was asked by. */
export interface InsuranceReply {
  readonly code: string
  readonly action: InsuranceAction
  readonly number: string
  readonly body: PortalBody
}

export interface RepliesToRead {
  readonly request: InsuranceLookUp
  readonly first: InsuranceReply
  /** About the new card, after `003`. */
  readonly second?: InsuranceReply | undefined
  readonly officer: string
  readonly facilityCode: string
  readonly history: boolean
  readonly benefits?: BenefitTable | undefined
}

/** The number to ask once more by: `003` says that there is a new card, and not whether that is valid. */
export const newCardOf = ({ code, body }: InsuranceReply): string | undefined =>
  code === '003' ? cardNumber(body, 'maTheMoi') : undefined

/**
 * What the replies come to. Name, birth and address stay out of it: the identity card has them.
 * @returns in words why the replies are no answer to the question
 */
export function insuranceAnswer(replies: RepliesToRead): InsuranceAnswer | string {
  const { request, first, second, officer, facilityCode, history } = replies
  const last = second ?? first
  const isSaidInOrder = isInOrder(last.code)
  if (isSaidInOrder && !cardNumber(last.body, 'maThe')) return 'in order, and no card'
  if (isSaidInOrder && isAnotherCard(last)) return 'about another card'
  const cards = cardsOf(replies)
  const doubt = doubtOf(replies, cards.card)
  const action = doubt ? insuranceDoubts[doubt] : isSaidInOrder ? first.action : last.action
  const elsewhere = checkedElsewhere([first, last], request.day, facilityCode)
  const stays = history ? staysOf(last.body) : []
  return {
    kind: 'insurance',
    code: first.code,
    note: noteOf(first),
    action,
    ...(doubt && { doubt }),
    ...(second && { renewed: { code: second.code, note: noteOf(second) } }),
    ...cards,
    ...personOf(last.body),
    ...(elsewhere.length > 0 && { checkedElsewhere: elsewhere }),
    ...(stays.length > 0 && { stays }),
    officer,
  }
}

const noteOf = ({ body }: InsuranceReply) => textOf(body, 'ghiChu') ?? ''

/** Whoever asked by a card or a book is told of that one, or a machine on the way mixed answers up. */
function isAnotherCard({ number, body }: InsuranceReply): boolean {
  if (number.length === 12) return false
  const said = [cardNumber(body, 'maThe'), cardNumber(body, 'maTheCu'), textOf(body, 'maSoBHXH')]
  return !said.some(each => each === number || (number.length === 10 && each?.slice(5) === number))
}

function cardNumber(body: PortalBody, name: string): string | undefined {
  const number = textOf(body, name)?.toUpperCase().replace(/\s/g, '')
  return number && /^(?:[A-Z]{2}[1-5][0-9]{12}|[0-9]{10}|[0-9]{12})$/.test(number) ? number : undefined
}

/** The card to go by today, the one before it and one that begins later. */
function cardsOf({
  request,
  first,
  second,
  benefits,
}: RepliesToRead): Pick<InsuranceAnswer, 'card' | 'oldCard' | 'nextCard'> {
  const body = (second ?? first).body
  const named = cardNumber(body, 'maThe')
  const alone = named === undefined ? undefined : cardOf(body, '', named, request.day, benefits)
  const present = alone && (second ? withPlaceName(alone, first.body) : alone)
  const newNumber = cardNumber(body, 'maTheMoi')
  const next = newNumber === undefined ? undefined : cardOf(body, 'Moi', newNumber, request.day, benefits)
  if (next && present && isBefore(request.day, next)) return { card: present, nextCard: next }
  const oldNumber = next ? named : second ? cardNumber(first.body, 'maThe') : cardNumber(body, 'maTheCu')
  const card = next ?? present
  return { ...(card && { card }), ...(oldNumber && oldNumber !== card?.number && { oldCard: oldNumber }) }
}

const isBefore = (day: string, { validFrom }: InsuranceCard) => validFrom !== undefined && day < validFrom

/** @param ending of the names of the fields: the new card's end in `Moi` */
function cardOf(
  body: PortalBody,
  ending: '' | 'Moi',
  number: string,
  day: string,
  benefits?: BenefitTable,
): InsuranceCard {
  const [validFrom, validTo] = [dateOf(body, `gtTheTu${ending}`), dateOf(body, `gtTheDen${ending}`)]
  const code = textOf(body, `maDKBD${ending}`)?.padStart(5, '0')
  const name = textOf(body, `tenDKBD${ending}`)
  const registration = { ...(code && { code }), ...(name && { name }) }
  const benefit = benefitOf(number, day, benefits)
  return {
    number,
    ...(validFrom && { validFrom }),
    ...(validTo && { validTo }),
    ...((code || name) && { registration }),
    ...(benefit && { benefit }),
  }
}

/** The portal names the place only beside the number of a new card, and no more when asked by that. */
function withPlaceName(card: InsuranceCard, first: PortalBody): InsuranceCard {
  const { registration } = card
  const name = textOf(first, 'tenDKBDMoi')
  if (!registration?.code || registration.name || !name) return card
  const isSame = textOf(first, 'maDKBDMoi')?.padStart(5, '0') === registration.code
  return isSame ? { ...card, registration: { ...registration, name } } : card
}

/** `DD/MM/YYYY`, or as ISO 8601 has it, with a time or without. */
function dateOf(body: PortalBody, name: string): string | undefined {
  const text = textOf(body, name) ?? ''
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?$/.exec(text)
  const date = readCardDate(iso ? `${iso[3]}/${iso[2]}/${iso[1]}` : text)
  return date && date.length > 4 ? date : undefined
}

function personOf(body: PortalBody): Pick<InsuranceAnswer, 'bookNumber' | 'fiveYearsOn' | 'area' | 'office'> {
  const bookNumber = textOf(body, 'maSoBHXH')?.padStart(10, '0')
  const fiveYearsOn = dateOf(body, 'ngayDu5Nam')
  const area = (['K1', 'K2', 'K3'] as const).find(each => each === textOf(body, 'maKV')?.toUpperCase())
  const office = textOf(body, 'cqBHXH')
  return {
    ...(bookNumber && /^[0-9]{10}$/.test(bookNumber) && { bookNumber }),
    ...(fiveYearsOn && { fiveYearsOn }),
    ...(area && { area }),
    ...(office && { office }),
  }
}

/** What speaks against an answer that says "in order". */
function doubtOf(
  { request, first, second }: RepliesToRead,
  card: InsuranceCard | undefined,
): InsuranceDoubt | undefined {
  const last = second ?? first
  // A new card that is replaced in turn is asked about no further.
  if (last.code === '003') return 'no-new-card'
  if (!isInOrder(last.code)) return undefined
  const name = textOf(last.body, 'hoTen')
  if (name !== undefined && foldName(name) !== foldName(request.fullName)) return 'name'
  if (!isSameBirth(textOf(last.body, 'ngaySinh'), request.birthDate)) return 'birth'
  if (card?.validTo !== undefined && card.validTo < request.day) return 'over'
  return card && isBefore(request.day, card) ? 'not-yet' : undefined
}

/** A year alone on either side says nothing of the day. */
function isSameBirth(said: string | undefined, asked: string): boolean {
  const date = said && readCardDate(said)
  return (
    !date || date === asked || ((date.length === 4 || asked.length === 4) && date.slice(0, 4) === asked.slice(0, 4))
  )
}
