import { createHash } from 'node:crypto'

/** What was planted, by a word that says what it is and never the value itself. */
export type Planted = ReadonlyMap<string, string>

const letters = (seed: string, length: number) =>
  [...createHash('sha256').update(seed).digest()]
    .slice(0, length)
    .map(byte => String.fromCharCode(97 + (byte % 26)))
    .join('')
const digits = (seed: string, length: number) =>
  [...createHash('sha512').update(seed).digest()]
    .slice(0, length)
    .map(byte => byte % 10)
    .join('')
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** Somebody who does not exist, and of whom every value is unlike anything else there is. */
export interface PlantedPerson {
  readonly personalNumber: string
  readonly oldIdNumber: string
  readonly fullName: string
  readonly placeOfResidence: string
}

export const plantedPerson = (seed: string): PlantedPerson => ({
  personalNumber: `999190${digits(`${seed} number`, 6)}`,
  oldIdNumber: `000${digits(`${seed} old`, 6)}`,
  fullName: `Nguyễn ${capital(letters(`${seed} middle`, 7))} Đặng ${capital(letters(`${seed} name`, 8))}`,
  placeOfResidence: `Số ${digits(`${seed} house`, 5)}, Xã ${capital(letters(`${seed} commune`, 9))}, Tỉnh Ví Dụ`,
})

/** As printed on a card: number, old number, name, birth, sex, residence, issue. */
export const plantedQr = (person: PlantedPerson): string =>
  [
    person.personalNumber,
    person.oldIdNumber,
    person.fullName,
    '15011990',
    'Nữ',
    person.placeOfResidence,
    '01072021',
  ].join('|')

/** A secret that a person types; no rule about PINs has anything against it. */
export const plantedSecret = (seed: string): string => `Bí-${letters(seed, 10)}-${digits(seed, 6)}`

/** Card access number: six digits. */
export const plantedCan = (seed: string): string => digits(seed, 6)

/** Spellings in which a value may have been written somewhere. */
function spellings(value: string): Buffer[] {
  const bytes = Buffer.from(value)
  const texts = [value.normalize('NFD'), encodeURIComponent(value), bytes.toString('hex'), bytes.toString('base64')]
  const escaped = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, escapedUnit)
  return [bytes, Buffer.from(value, 'utf16le'), ...[...texts, escaped].map(text => Buffer.from(text))]
}

const escapedUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

const isNumber = (value: string) => /^\d{1,8}$/.test(value)
const isDigit = (byte = 0) => /[0-9a-f.]/.test(String.fromCharCode(byte))

/** A short number counts where it stands for itself: every long one has it in it somewhere. */
function stands(spelling: Buffer, place: Buffer, alone: boolean): boolean {
  for (let at = place.indexOf(spelling); at >= 0; at = place.indexOf(spelling, at + 1)) {
    if (!alone || !(isDigit(place[at - 1]) || isDigit(place[at + spelling.length]))) return true
  }
  return false
}

/** @returns `WHAT in WHERE` for each planted value that stands in one of these places, in any spelling */
export function foundIn(planted: Planted, places: ReadonlyMap<string, Uint8Array>): string[] {
  const found: string[] = []
  for (const [what, value] of planted) {
    const wanted = spellings(value)
    for (const [where, bytes] of places) {
      const place = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      if (wanted.some(spelling => stands(spelling, place, isNumber(value)))) found.push(`${what} in ${where}`)
    }
  }
  return found
}
