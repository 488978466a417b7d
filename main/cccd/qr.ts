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
  const [number = '', oldNumber = '', name = '', birth = '', sexWord = '', home = '', issued = '', ...rest] = parts
  const lost = lostLetters(name, sexWord, home)
  // Where letters are broken a separator may be lost with them: then only what still has its shape is believed.
  const broken = lost || [name, sexWord, home].some(isBroken)
  const refusal = numberRefusal(parts) ?? shapeRefusal(parts, broken, text.endsWith('\ufffd'))
  if (refusal) return refusal
  const [birthDate, issueDate, sex] = [readCardDate(birth), issueDateOf(issued), sexOf(sexWord)]
  const unreadable = lost ? allTexts : unreadableOf({ fullName: name, sex: sexWord, placeOfResidence: home })
  const inPlace = !broken || sexWord.length <= 'Ná»¯'.length
  const further = furtherParts(rest)
  const old = oldNumber || further.oldIdNumber
  return parsed({
    personalNumber: number,
    ...(old && { oldIdNumber: old }),
    ...(name && !unreadable.includes('fullName') && { fullName: name }),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
    ...(home && inPlace && !unreadable.includes('placeOfResidence') && { placeOfResidence: home }),
    ...(issueDate && { issueDate }),
    parts: parts.length,
    ...(unreadable.length > 0 && { unreadable }),
    ...kept(further, keep),
  })
}

/** Why the first two parts are no numbers of a card. */
function numberRefusal(parts: readonly string[]) {
  const [number = '', oldNumber = ''] = parts
  const digits = /^\d+$/.test(number) && parts.length > 1 && parts.length <= 16 ? number.length : 12
  if (digits !== 12) {
    const kind: SeenKind = digits < 12 ? 'half-code' : 'digits'
    return refused<QrError>({ tag: 'DataNumberInvalid', kind, message: `${digits} digits` })
  }
  if (!isPersonalNumber(number)) return unknown('other-fields', 'first part is no number')
  if (parts.length > 16) return unknown('other-fields', 'more than 16 parts')
  return /^(?:\d{9}|\d{12})?$/.test(oldNumber) ? undefined : unknown('field', 'second part is no former number')
}

/** Why the parts behind the numbers are not those of a card; what is broken is let pass, for it is not declared. */
function shapeRefusal(parts: readonly string[], broken: boolean, cutInLetter: boolean) {
  const [, , , birth = '', sex = '', , issued = ''] = parts
  if (parts.length < 6 && (!broken || cutInLetter)) return unknown('half-code', `${parts.length} parts`)
  if (holdsAnother(parts, broken)) return unknown('two-codes', 'digits of another code')
  if (broken) return undefined
  if (birth && !readCardDate(birth)) return unknown('field', 'no such birth date')
  if (sex && !sexOf(sex)) return unknown('field', 'fifth part is no sex')
  if (!issued || issueDateOf(issued)) return undefined
  const cut = parts.length === 7 && /^\d{1,7}$/.test(issued)
  return unknown(cut ? 'half-code' : 'field', cut ? 'cut in the date of issue' : 'no such date of issue')
}

/** A whole day: four digits would be one cut off. */
const issueDateOf = (text: string) => (text.length === 4 ? undefined : readCardDate(text))

const kept = (
  { cancelledNumber, fatherName, motherName }: ReturnType<typeof furtherParts>,
  keep: readonly KeptPart[],
) => ({
  ...(keep.includes('cancelledNumber') && cancelledNumber && { cancelledNumber }),
  ...(keep.includes('parentNames') && fatherName && { fatherName }),
  ...(keep.includes('parentNames') && motherName && { motherName }),
})

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

/** What is left of Tỉnh, Thành, Phường, Huyện, Quận and Trấn without the letters that have a mark. */
const lostUnit = /(?<![\p{L}\p{M}])(?:tnh|thnh|phng|huyn|qun|trn)(?![\p{L}\p{M}])/iu

/** A keyboard that has no key for them leaves marked letters out: `Nữ` is `N`, and a word of the name may have no vowel left. */
const lostLetters = (name: string, sex: string, home: string) =>
  /^n$/i.test(sex) ||
  lostUnit.test(home) ||
  (!isBroken(name) && /(?<![\p{L}\p{M}'’])(?:(?![aeiouy])[a-z]){2,}(?![\p{L}\p{M}'’.])/iu.test(name))

const unreadableOf = (fields: Readonly<Record<UnreadableField, string>>) =>
  (Object.keys(fields) as UnreadableField[]).filter(
    field => fields[field] && (isBroken(fields[field]) || (field === 'fullName' && /\d/.test(fields[field]))),
  )

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
