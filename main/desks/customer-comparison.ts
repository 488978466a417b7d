import { relateAddresses } from '../cccd/address-wording.ts'
import { cardDate } from '../cccd/card-date.ts'
import { foldName, isMrzNameOf, sameName } from '../cccd/name-folding.ts'
import { type Customer, type CustomerFieldId, type CustomerRow, customerFieldIds } from '../protocol/customer.ts'
import type { DocumentField, Report } from '../protocol/report.ts'
import type { RegistryState } from '../protocol/transaction.ts'

type Result = CustomerRow['result']

/**
 * The organisation's record held against the card, a row for each field that the record has, in the order of the fields. Only what the chip (or VNeID)
 * said counts as the card's; a code or the clerk's keys are what a forger has too. Rows that are the same carry no values.
 */
export function compareCustomer(
  { fields }: Pick<Customer, 'fields'>,
  report: Pick<Report, 'document'>,
  registry?: RegistryState,
): CustomerRow[] {
  const perField = registry?.status === 'answered' ? registry.citizen?.perField : undefined
  return customerFieldIds.flatMap(field => {
    const mine = fields[field]?.trim()
    if (!mine) return []
    const onCard = report.document.find(({ id, source }) => id === field && cardSources.includes(source))
    const result = onCard ? related(field, mine, onCard) : 'not-on-card'
    const matched = perField && Object.hasOwn(perField, field) ? perField[field]?.match : undefined
    return [
      {
        field,
        result,
        ...(result !== 'same' && { customer: mine, ...(onCard && { card: onCard.value }) }),
        ...(matched !== undefined && { registry: matched }),
      },
    ]
  })
}

const cardSources: readonly DocumentField['source'][] = ['dg1', 'dg13', 'vneid']

function related(field: CustomerFieldId, mine: string, card: DocumentField): Result {
  switch (field) {
    case 'personalNumber':
      return relateNumbers(mine, card.value, /^\d{12}$/)
    case 'oldIdNumber':
      return relateNumbers(mine, card.value, /^(?:\d{9}|\d{12})$/)
    case 'fullName':
      return relateNames(mine, card)
    case 'birthDate':
    case 'issueDate':
    case 'expiryDate':
      return relateDays(mine, card.value)
    case 'sex':
      return relateSexes(mine, card.value)
    case 'nationality':
      return relateNationalities(mine, card.value)
    case 'placeOfResidence':
      return relateAddresses(mine, card.value).kind
  }
}

/** Digit by digit; only blanks between them are forgiven, not the digits of other scripts. */
function relateNumbers(mine: string, card: string, form: RegExp): Result {
  const digits = mine.replace(/[ .]/g, '')
  if (!form.test(digits)) return 'unreadable'
  return digits === card ? 'same' : 'different'
}

const tidy = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
/** Letters of other scripts look like ours and are another name; what cannot be seen is no part of one. */
const foreign = /[^\p{Script=Latin}\p{M}\p{Zs}\s'’ʼ.-]/u

function relateNames(mine: string, { value, source }: DocumentField): Result {
  if (tidy(mine) === tidy(value)) return 'same'
  if (foreign.test(mine.normalize('NFKC')) || foldName(mine) === '') return 'different'
  // A machine-readable zone has no marks and is cut at its end: it cannot tell how the name is spelled.
  if (source === 'dg1') return isMrzNameOf(value, mine, value.length >= 28) ? 'precision' : 'different'
  return sameName(mine.normalize('NFKC'), value) ? 'spelling' : 'different'
}

/** Where either side knows the year alone, years are compared. */
function relateDays(mine: string, card: string): Result {
  const typed = readDay(mine)
  if (!typed) return 'unreadable'
  if (typed === card || (typed === 'unlimited' && card === '2099-12-31')) return 'same'
  if (typed === 'unlimited' || card === 'unlimited') return 'different'
  if (typed.length !== 4 && card.length !== 4) return 'different'
  return typed.slice(0, 4) === card.slice(0, 4) ? 'precision' : 'different'
}

/** `dd/mm/yyyy`, `d/m/yyyy` (also with dots or dashes), `YYYY-MM-DD`, a year, or that there is no end. Never the month first. */
function readDay(text: string): string | undefined {
  if (/^(?:không thời hạn|kth|unlimited)$/.test(tidy(text))) return 'unlimited'
  if (/^\d{4}$/.test(text)) return text
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (iso) return cardDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text)
  return local ? cardDate(Number(local[4]), Number(local[3]), Number(local[1])) : undefined
}

const sexes: Readonly<Record<string, 'M' | 'F' | 'X'>> = {
  nam: 'M',
  m: 'M',
  male: 'M',
  nữ: 'F',
  nu: 'F',
  f: 'F',
  female: 'F',
  khác: 'X',
  x: 'X',
}

function relateSexes(mine: string, card: string): Result {
  const word = tidy(mine)
  const said = Object.hasOwn(sexes, word) ? sexes[word] : undefined
  if (!said) return 'unreadable'
  if (said === card) return 'same'
  // `X` states nothing.
  return said === 'X' || card === 'X' ? 'precision' : 'different'
}

const vietnamese = ['viet nam', 'vietnam', 'vnm', 'vn']
const nation = (text: string) => {
  const plain = tidy(text).normalize('NFD').replace(/\p{M}/gu, '')
  return vietnamese.includes(plain) ? 'vnm' : plain
}
const relateNationalities = (mine: string, card: string): Result =>
  nation(mine) === nation(card) ? 'same' : 'different'
