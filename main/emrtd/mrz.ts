import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'

type MrzFormat = 'TD1' | 'TD2' | 'TD3'

interface MrzCheck {
  readonly field: 'documentNumber' | 'birthDate' | 'expiryDate' | 'optionalData' | 'composite'
  readonly ok: boolean
}

/** The machine-readable zone in its fields; fillers at the end are taken off, fillers within stay `<` except in names. */
export interface Mrz {
  readonly format: MrzFormat
  /** `P`, `ID`, `AC`… without filler. */
  readonly documentCode: string
  readonly issuingState: string
  /** In full, also where it goes on in the optional data (9303-5 §4.2.2 note j, 9303-6 §4.2.2 note j). */
  readonly documentNumber: string
  readonly nationality: string
  /** `YYMMDD`; unknown parts are `<<`. */
  readonly birthDate: string
  /** `X`: unspecified, printed as a filler. */
  readonly sex: 'M' | 'F' | 'X'
  readonly expiryDate: string
  /** TD1: end of line 1. TD2, TD3: end of line 2. Without the rest of a long document number. */
  readonly optionalData1: string
  /** TD1 only: end of line 2. */
  readonly optionalData2: string
  /** Surname, words parted by spaces. */
  readonly primaryIdentifier: string
  readonly secondaryIdentifier: string
  /** Each check digit that the format has; a wrong one is reported, not refused. */
  readonly checks: readonly MrzCheck[]
}

const weights = [7, 3, 1]
const characterValue = (character: string) => {
  const value = Number.parseInt(character, 36)
  return Number.isNaN(value) ? 0 : value
}

/** Check digit with weights 7-3-1 over digits, letters and fillers (9303-3 §4.9). */
export const checkDigit = (text: string): string =>
  String([...text].reduce((sum, character, i) => sum + characterValue(character) * (weights[i % 3] ?? 0), 0) % 10)

/**
 * MRZ information from which BAC and PACE keys are made (9303-11 §4.3.2): document number, birth date and expiry date (`YYMMDD`),
 * each with its check digit. Numbers under 9 characters are filled up, longer ones taken whole; what the MRZ cannot hold becomes a filler.
 */
export function mrzInformation(fields: {
  readonly documentNumber: string
  readonly birthDate: string
  readonly expiryDate: string
}): string {
  const number = fields.documentNumber
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '<')
    .padEnd(9, '<')
  return [number, fields.birthDate, fields.expiryDate].map(text => text + checkDigit(text)).join('')
}

/** Where the fields of a format lie, counted from 0 over all lines joined: [from, to). */
const layouts = {
  TD1: {
    number: [5, 14],
    optional1: [15, 30],
    birth: [30, 36],
    sex: 37,
    expiry: [38, 44],
    nationality: [45, 48],
    optional2: [48, 59],
    name: [60, 90],
    composite: [
      [5, 30],
      [30, 37],
      [38, 45],
      [48, 59],
    ],
    compositeDigit: 59,
  },
  TD2: {
    number: [36, 45],
    nationality: [46, 49],
    birth: [49, 55],
    sex: 56,
    expiry: [57, 63],
    optional1: [64, 71],
    optional2: [0, 0],
    name: [5, 36],
    composite: [
      [36, 46],
      [49, 56],
      [57, 71],
    ],
    compositeDigit: 71,
  },
  TD3: {
    number: [44, 53],
    nationality: [54, 57],
    birth: [57, 63],
    sex: 64,
    expiry: [65, 71],
    optional1: [72, 86],
    optional2: [0, 0],
    name: [5, 44],
    composite: [
      [44, 54],
      [57, 64],
      [65, 87],
    ],
    compositeDigit: 87,
  },
} as const satisfies Record<MrzFormat, unknown>
const formatOfLength: Readonly<Record<number, MrzFormat>> = { 90: 'TD1', 72: 'TD2', 88: 'TD3' }

/**
 * Parses TD1 (3×30), TD2 (2×36) or TD3 (2×44); lines as a list or one text, blanks and line ends between them are dropped. Errors: `ProtocolLength`
 * for another number of characters, `ProtocolValue` for a character that no MRZ has. 9303-5, -6 and -4 §4.2.
 */
export function parseMrz(lines: string | readonly string[]): Result<Mrz, EmrtdError> {
  const zone = (typeof lines === 'string' ? lines : lines.join('')).replace(/\s+/g, '').toUpperCase()
  const format = formatOfLength[zone.length]
  if (!format) return fail({ tag: 'ProtocolLength', message: `machine-readable zone of ${zone.length} characters` })
  const alien = zone.search(/[^A-Z0-9<]/)
  if (alien >= 0)
    return fail({ tag: 'ProtocolValue', message: 'character not of the machine-readable zone', offset: alien })

  const layout = layouts[format]
  const cut = ([from, to]: readonly [number, number]) => zone.slice(from, to)
  const following = ([, to]: readonly [number, number]) => zone.charAt(to)
  const number = documentNumber(format, cut(layout.number), following(layout.number), cut(layout.optional1))
  const [primary = '', secondary = ''] = cut(layout.name).split('<<')
  const sex = zone.charAt(layout.sex)
  const check = (field: MrzCheck['field'], text: string, digit: string): MrzCheck => ({
    field,
    ok: checkDigit(text) === digit,
  })
  return ok({
    format,
    documentCode: trimmed(zone.slice(0, 2)),
    issuingState: trimmed(zone.slice(2, 5)),
    documentNumber: number.whole,
    nationality: trimmed(cut(layout.nationality)),
    birthDate: cut(layout.birth),
    sex: sex === 'M' || sex === 'F' ? sex : 'X',
    expiryDate: cut(layout.expiry),
    optionalData1: number.optional,
    optionalData2: trimmed(cut(layout.optional2)),
    primaryIdentifier: words(primary),
    secondaryIdentifier: words(secondary),
    checks: [
      check('documentNumber', number.checked, number.digit),
      check('birthDate', cut(layout.birth), following(layout.birth)),
      check('expiryDate', cut(layout.expiry), following(layout.expiry)),
      ...(format === 'TD3' ? [optionalCheck(cut(layout.optional1), following(layout.optional1))] : []),
      check('composite', layout.composite.map(cut).join(''), zone.charAt(layout.compositeDigit)),
    ],
  })
}

/** On TD1 and TD2 a filler instead of the check digit says that the number goes on in the optional data, up to its check digit and a filler. */
function documentNumber(format: MrzFormat, field: string, digit: string, optional: string) {
  const rest = optional.split('<', 1)[0] ?? ''
  if (format === 'TD3' || digit !== '<' || rest.length < 2)
    return { whole: trimmed(field), checked: field, digit, optional: trimmed(optional) }
  const whole = field + rest.slice(0, -1)
  return { whole, checked: whole, digit: rest.slice(-1), optional: trimmed(optional.slice(rest.length + 1)) }
}

/** An unused optional field of TD3 may have a filler for its check digit (9303-4 §4.2.2). */
const optionalCheck = (text: string, digit: string): MrzCheck => ({
  field: 'optionalData',
  ok: checkDigit(text) === digit || (digit === '<' && trimmed(text) === ''),
})

const trimmed = (field: string) => field.replace(/<+$/, '')
const words = (name: string) => trimmed(name).replace(/<+/g, ' ').trim()
