import { foldText } from './name-folding.ts'
import { provinces } from './provinces.ts'

export interface AddressRelation {
  readonly kind: 'same' | 'spelling' | 'wording' | 'different'
  /** All but the commune is the same, and one has a district and the other none: as before and since July 2025, when communes merged too. */
  readonly oldAndNew?: boolean
}

/**
 * Whether two texts of an address name the same place, as far as the texts can say. `wording`: unit words abbreviated or left out (P., Q., TP.…),
 * punctuation, a door number without its `Số`, the district that addresses have no more since July 2025, a province under its new name. What became of a
 * commune is not known here: another commune is another address.
 */
export function relateAddresses(one: string, other: string): AddressRelation {
  const [a, b] = [tidy(one), tidy(other)]
  if (a === b) return { kind: 'same' }
  if (withoutMarks(a) === withoutMarks(b)) return { kind: 'spelling' }
  const [first, second] = [unitsOf(a), unitsOf(b)]
  if (first.length === 0 || second.length === 0) return { kind: 'different' }
  if (inWords(first) === inWords(second)) return { kind: 'wording' }
  if (!sameProvince(first.at(-1), second.at(-1))) return { kind: 'different' }
  const [head, otherHead] = [first.slice(0, -1), second.slice(0, -1)]
  if (inWords(head) === inWords(otherHead)) return { kind: 'wording' }
  const [long, short] = districtIn(head) ? [head, otherHead] : [otherHead, head]
  if (!districtIn(long) || districtIn(short)) return { kind: 'different' }
  const same = inWords(long.filter(unit => unit.level !== 'district')) === inWords(short)
  if (same) return { kind: 'wording' }
  const oldAndNew = long.length > 1 && inWords(long.slice(0, -2)) === inWords(short.slice(0, -1))
  return { kind: 'different', ...(oldAndNew && { oldAndNew }) }
}

/** NFC, lower case, single spaces, none about a comma. */
const tidy = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').replace(/ ?, ?/g, ',').trim()

const withoutMarks = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').normalize('NFC')

type Level = 'commune' | 'district' | 'province'
interface Unit {
  readonly level?: Level
  /** Folded, without the word for its level. */
  readonly name: string
}

/** Where an address without commas goes on to its next unit. */
const nextUnit =
  /(?<=[\p{L}\d.]) (?=[pq]\d|tp ?hcm|(?:p|q|tp|tx|tt|h|x)\. ?[\p{L}\d]|(?:phường|xã|quận|huyện|tỉnh|thành phố|thị xã|thị trấn) [\p{L}\d])/gu

function unitsOf(tidied: string): Unit[] {
  // The word before belongs to it: `thị xã` is one unit.
  const parted = tidied.replace(nextUnit, (found, at: number) =>
    /(?:^|[ ,])thị$/.test(tidied.slice(Math.max(0, at - 4), at)) ? found : ',',
  )
  // Bà Rịa - Vũng Tàu is one province; only where nothing else parts the units does a dash.
  const parts = parted
    .split(/[,;]/.test(parted) ? /[,;]/ : / [-–] /)
    .map(foldText)
    .filter(part => part !== '' && part !== 'VIET NAM')
  return parts.map((part, i) => unitOf(part, i, parts.length - 1)).filter(({ name }) => name !== '')
}

const levelWords: readonly (readonly [words: RegExp, level: Level])[] = [
  [/^(?:(?:PHUONG|XA|THI TRAN|DAC KHU|TT|[PXF]) |[PF](?=\d))/, 'commune'],
  [/^(?:(?:QUAN|HUYEN|THI XA|TX|[QH]) |Q(?=\d))/, 'district'],
  [/^TINH /, 'province'],
]
const city = /^(?:THANH PHO|TP) /

function unitOf(part: string, index: number, last: number): Unit {
  if (index === last)
    return { level: 'province', name: provinceName(part.replace(/^(?:TINH |T |THANH PHO |TP ?(?=HCM\b)|TP )/, '')) }
  // A city in the middle stands where a district does.
  if (index > 0 && city.test(part)) return { level: 'district', name: numbered(part.replace(city, ''), 'Q') }
  const found = levelWords.find(([words]) => words.test(part))
  if (!found) return { name: doorAndStreet(part) }
  const [words, level] = found
  return { level, name: numbered(part.replace(words, ''), level === 'commune' ? 'P' : 'Q') }
}

/** Ward 1 is not district 1: a number keeps the letter of its level. */
const numbered = (name: string, letter: string) => (/^\d+$/.test(name) ? `${letter}${Number(name)}` : name)

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bKP(?=\b|\d)/g, 'KHU PHO '],
  [/\b(?:TDP|TO DAN PHO)(?=\b|\d)/g, 'TO '],
  [/\bKDC\b/g, 'KHU DAN CU'],
  [/\bCC\b/g, 'CHUNG CU'],
  [/\bSO(?: NHA)? (?=\d)/g, ''],
  [/\b(?:DUONG|(?<!KHU )PHO) (?=\w)/g, ''],
  [/(?<=^|\d\w{0,2} )D (?=\w)/g, ''],
  [/\b0+(?=\d)/g, ''],
  [/\s+/g, ' '],
]
const doorAndStreet = (part: string) =>
  abbreviations.reduce((text, [found, instead]) => text.replace(found, instead), part).trim()

const shortNames: Readonly<Record<string, string>> = { HCM: 'HO CHI MINH', HN: 'HA NOI', BRVT: 'BA RIA VUNG TAU' }
/** Names without the word for their kind, as `TP. Hồ Chí Minh` has it. */
const provinceName = (name: string) => shortNames[name.replaceAll(' ', '')] ?? name
const successors = new Map(
  [...provinces.values()]
    .map(({ name, now }) => [bare(name), bare(now)] as const)
    .filter(([name, now]) => name !== now),
)
function bare(name: string): string {
  return foldText(name).replace(/^(?:TINH|THANH PHO|TP) /, '')
}

const sameProvince = (one: Unit | undefined, other: Unit | undefined): boolean =>
  one !== undefined && other !== undefined && current(one.name) === current(other.name)
const current = (name: string) => successors.get(name) ?? name

const districtIn = (units: readonly Unit[]) => units.some(({ level }) => level === 'district')
const inWords = (units: readonly Unit[]) => units.map(({ name }) => name).join(' ')
