import { readCardDate } from './card-date.ts'

/** A card's code begins with the personal number; an insurance card's with its own, and a name in hex. */
const cardStart = /^(\d{12})([^\p{L}\p{M}\d])/u
/** Hex may hold letters of an input method; the slash and the hyphen stand inside fields. */
const insuranceStart =
  /^[^|\s]{10,15}?([^\p{L}\p{M}\d/ -])[0-9A-F\u00c0-\u1ef9]{4,}\1(?:\d{2}\/\d{2}\/)?\d{4}\1[12]\1/iu
const symbol = '[\\s\\\\|/~;:,^_*#!.=+-]*'
const cardShape = new RegExp(
  `^(\\d{12})${symbol}(\\d{9})?${symbol}(\\p{L}[\\p{L}\\p{M}'’. -]{1,118}?)${symbol}(\\d{8})${symbol}(Nam|Nữ|Nu)${symbol}(.{0,600}?)${symbol}(\\d{8})?$`,
  'iu',
)

const behindIssue = new RegExp(`^(.*?)${symbol}(?<!\\d)(\\d{8})(?!\\d)`, 'u')

/**
 * Text with its fields parted by `|` where keyboards and scanners made something else of that: one other character throughout, or
 * nothing at all. Undefined where it is not that of a card. Fields of free text may hold the character too, commas above all: the date
 * of issue says where the residence ends.
 */
export function withBars(text: string): string | undefined {
  const insurance = insuranceStart.exec(text)
  if (insurance?.[1] && insurance[1] !== '|') return text.split(insurance[1]).join('|')
  if (text.includes('|')) return mixedBars(text)
  const [, , between] = cardStart.exec(text) ?? []
  const fields = between === undefined ? undefined : cardFields(text, between)
  return fields?.join('|') ?? shapedFields(text)
}

/** Some bars came through and some did not: a keyboard that loses the shift key now and then. */
function mixedBars(text: string): string | undefined {
  const barred = text.replaceAll('\\', '|')
  return barred !== text && /^\d{12}\|(?:\d{9}|\d{12})?\|[^|]*\|\d{4,8}\|/.test(barred) ? barred : undefined
}

function cardFields(text: string, between: string): readonly string[] | undefined {
  const [number = '', old = '', name = '', birth = '', sex = '', ...rest] = text.split(between)
  if (!/^(?:\d{9}|\d{12})?$/.test(old) || !/^(?:\d{4}|\d{8})?$/.test(birth) || rest.length === 0) return undefined
  // Spaces stand inside names as well: there, only the shape of the whole can tell.
  if (between === ' ') return undefined
  const issued = rest.findIndex((field, i) => i > 0 && field.length === 8 && readCardDate(field) !== undefined)
  const end = issued === -1 ? rest.length : issued
  return [number, old, name, birth, sex, rest.slice(0, end).join(between), ...rest.slice(end)]
}

/** Number, old number, name, birth, sex, residence, issue date, told by their shapes alone. */
function shapedFields(text: string): string | undefined {
  if (text.length > 1024) return undefined
  const found = cardShape.exec(text)
  // A long number behind the residence is a cancelled one, or that of another card: nothing here tells.
  if (!found || !readCardDate(found[4] ?? '') || /\d{10}/.test(found[6] ?? '')) return undefined
  const [, number = '', old = '', name = '', birth = '', sex = '', residence = '', issued = ''] = found
  // Behind the date of issue stand the parents, whose names nothing parts.
  const [, home = residence, before = issued] = (!issued && behindIssue.exec(residence)) || []
  return [number, old, name, birth, sex, home, before].join('|')
}
