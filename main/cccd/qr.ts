import { type CardDate, readCardDate } from './card-date.ts'
import { type Parsed, parsed, refused } from './parsed.ts'
import { isPersonalNumber } from './personal-number.ts'
import type { SeenKind } from './seen-code.ts'

/** Text of the printed QR code, of 2021 and of 2024. It is not signed: whatever it says is declared, never proven. */
export interface CardQr {
  readonly personalNumber: string
  /** Number of the former nine-digit card. */
  readonly oldIdNumber?: string
  readonly fullName?: string
  readonly birthDate?: CardDate
  readonly sex?: 'M' | 'F'
  readonly placeOfResidence?: string
  readonly issueDate?: CardDate
  /** How many parts the text had; past the seventh only what `keep` asks for is looked at. */
  readonly parts: number
  /** Fields that are there but came through broken, so that nothing is declared of them. */
  readonly unreadable?: readonly UnreadableField[]
  readonly cancelledNumber?: string
  readonly fatherName?: string
  readonly motherName?: string
}

export type UnreadableField = 'fullName' | 'sex' | 'placeOfResidence'
/** What a code of 2024 may say beyond the card's own face; kept only for a purpose that needs it. */
export type KeptPart = 'cancelledNumber' | 'parentNames'

export interface QrError {
  readonly tag: 'DataUnknownCode' | 'DataNumberInvalid'
  readonly kind: SeenKind
  readonly message: string
}

const unknown = (kind: SeenKind, message: string) => refused<QrError>({ tag: 'DataUnknownCode', kind, message })

/**
 * Reads `number|old number|name|DDMMYYYY|Nam or Nữ|residence|DDMMYYYY…`, 6…16 parts, by position; what stands past the seventh by its
 * shape (TT 16/2024/TT-BCA names the content, not the order). Text must be NFC. A year alone is a birth date, never a date of issue:
 * that would be a code cut off.
 */
export function parseCardQr(text: string, keep: readonly KeptPart[] = []): Parsed<CardQr, QrError> {
  const parts = text.split('|', 18).map(part => part.replace(/\s+/g, ' ').trim())
  const [number = '', oldNumber = '', said = '', birth = '', sexWord = '', home = '', issued = '', ...rest] = parts
  const lost = lostLetters(said, sexWord)
  const half = /^\d+$/.test(number) && number.length < 12
  if (half && parts.length > 1 && parts.length <= 16)
    return refused({ tag: 'DataNumberInvalid', kind: 'half-code', message: `${number.length} digits` })
  if (/^\d+$/.test(number) && number.length > 12 && parts.length <= 16)
    return refused({ tag: 'DataNumberInvalid', kind: 'digits', message: `${number.length} digits` })
  if (!isPersonalNumber(number)) return unknown('other-fields', 'first part is no number')
  if (parts.length > 16) return unknown('other-fields', 'more than 16 parts')
  if (oldNumber && !/^\d{9}$|^\d{12}$/.test(oldNumber)) return unknown('field', 'second part is no former number')
  // Where letters are broken a separator may be lost with them: then only what still has its shape is believed.
  const broken = lost || [said, sexWord, home].some(isBroken)
  if (parts.length < 6 && (!broken || text.endsWith('\ufffd'))) return unknown('half-code', `${parts.length} parts`)
  if (holdsAnother(parts, broken)) return unknown('two-codes', 'digits of another code')
  const birthDate = readCardDate(birth)
  if (birth && !birthDate && !broken) return unknown('field', 'no such birth date')
  const issueDate = issued.length === 4 ? undefined : readCardDate(issued)
  if (issued && !issueDate && !broken) {
    const cut = parts.length === 7 && /^\d{1,7}$/.test(issued)
    return unknown(cut ? 'half-code' : 'field', cut ? 'cut in the date of issue' : 'no such date of issue')
  }
  const sex = sexOf(sexWord)
  if (sexWord && !sex && !broken) return unknown('field', 'fifth part is no sex')
  const unreadable = lost ? allTexts : unreadableOf({ fullName: said, sex: sexWord, placeOfResidence: home })
  const whole = (field: UnreadableField, text: string) =>
    text !== '' && !unreadable.includes(field) && { [field]: text }
  const further = furtherParts(rest)
  const old = oldNumber || further.oldIdNumber
  return parsed({
    personalNumber: number,
    ...(old && { oldIdNumber: old }),
    ...whole('fullName', said),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
    ...whole('placeOfResidence', home),
    ...(issueDate && { issueDate }),
    parts: parts.length,
    ...(unreadable.length > 0 && { unreadable }),
    ...(keep.includes('cancelledNumber') && further.cancelledNumber && { cancelledNumber: further.cancelledNumber }),
    ...(keep.includes('parentNames') && further.fatherName && { fatherName: further.fatherName }),
    ...(keep.includes('parentNames') && further.motherName && { motherName: further.motherName }),
  })
}

/**
 * Whether digits of another code have run into this one: where no number stands, one has ten or more digits; past the seventh part there
 * are only numbers of nine and twelve digits, and behind the parents, where the code ends, none. A cancelled number may have moved up where
 * separators were lost.
 */
const holdsAnother = (parts: readonly string[], broken: boolean) =>
  parts.some((part, i) =>
    i > 1 && i < 7
      ? (broken ? /\d{13}/ : /\d{10}/).test(part)
      : i > 6 && /^\d+$/.test(part) && !isFurtherNumber(part, i),
  )

const isFurtherNumber = (part: string, place: number) => place < 10 && (part.length === 9 || part.length === 12)

/** Letters of a script that no card is printed in, replacement characters, question marks inside a word: read in a wrong character set. */
export const isBroken = (text: string): boolean =>
  /[\ufffd\x80-\x9f¡-©«-¯±-´¶-¹»-¿]|\p{L}\?|\?\p{L}|^\?+$|(?![\p{Script=Latin}\p{Lm}])\p{L}|(?![!-~°])\p{S}|\p{Ll}(?![A-Z])\p{Lu}|\p{Co}|\p{Cn}/u.test(
    text,
  )

const allTexts: readonly UnreadableField[] = ['fullName', 'sex', 'placeOfResidence']

/** A keyboard that has no key for them leaves marked letters out: `Nữ` is `N`, and a word of the name may have no vowel left. */
const lostLetters = (name: string, sex: string) =>
  /^n$/i.test(sex) ||
  (!isBroken(name) && /(?<![\p{L}\p{M}'’])(?:(?![aeiouy])[a-z]){2,}(?![\p{L}\p{M}'’.])/iu.test(name))

const unreadableOf = (fields: Readonly<Record<UnreadableField, string>>) =>
  (Object.keys(fields) as UnreadableField[]).filter(field => fields[field] && isBroken(fields[field]))

/** Parts past the seventh by shape: 12 digits a cancelled number, 9 a former card, letters father and then mother. */
function furtherParts(rest: readonly string[]) {
  const cancelledNumber = rest.find(part => /^\d{12}$/.test(part))
  const oldIdNumber = rest.find(part => /^\d{9}$/.test(part))
  const slots = rest.filter(part => !/^\d+$/.test(part))
  // The slot of the cancelled number is there with nothing in it.
  if (!cancelledNumber && slots[0] === '') slots.shift()
  const [fatherName = '', motherName = ''] = slots
  return { cancelledNumber, oldIdNumber, fatherName, motherName }
}

/** `Nam` and `Nữ` as the card writes them, in any case, also where a scanner lost the marks; anything else is undefined. */
export function sexOf(text: string): 'M' | 'F' | undefined {
  const word = text.trim().normalize('NFC').toLowerCase()
  if (word === 'nam') return 'M'
  return word === 'nữ' || word === 'nu' ? 'F' : undefined
}
