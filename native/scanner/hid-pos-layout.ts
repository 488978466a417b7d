import { type InputField, inputFields } from './report-descriptor.ts'

/** Where a scanned data report holds what; offsets in bytes from the report's start, its number counted. */
export interface ScannedDataLayout {
  /** 0: reports are not numbered. */
  readonly reportId: number
  readonly data: { readonly at: number; readonly length: number }
  /** Byte that says how many bytes of the data are in use. Without it zeros at the end are padding. */
  readonly count?: number
  /** Bytes of the AIM identifier. */
  readonly symbology: readonly number[]
  /** Bit that says that the next report continues this one. Without it a report that is full is continued. */
  readonly continued?: { readonly at: number; readonly mask: number }
}

/** HID Point of Sale Usage Tables 1.02 §3: the page, and the usages of a Scanned Data Report. */
export const barCodeScannerPage = 0x8c
export const barCodeScannerUsage = 0x02
const DECODED_DATA = 0x008c_00fe
const DECODE_DATA_CONTINUED = 0x008c_00ff
const SYMBOLOGY_IDENTIFIERS = [0x008c_00fb, 0x008c_00fc, 0x008c_00fd]
/** HID Usage Tables, generic desktop page. */
const BYTE_COUNT = 0x0001_003b

function layoutOf(data: InputField, fields: readonly InputField[]): ScannedDataLayout | undefined {
  const { reportId } = data
  const head = reportId === 0 ? 0 : 1
  const same = fields.filter(field => field.reportId === reportId)
  const byteAt = ({ bit, size }: InputField) => (bit % 8 === 0 && size === 8 ? head + bit / 8 : undefined)
  const find = (usage: number) => same.find(field => field.usage === usage)
  const at = byteAt(data)
  if (at === undefined || data.count === 0) return undefined
  const countField = find(BYTE_COUNT)
  const count = countField && byteAt(countField)
  const symbology = SYMBOLOGY_IDENTIFIERS.map(find).map(field => field && byteAt(field))
  const continued = find(DECODE_DATA_CONTINUED)
  return {
    reportId,
    data: { at, length: data.count },
    ...(count !== undefined && { count }),
    symbology: symbology.filter(offset => offset !== undefined),
    ...(continued && { continued: { at: head + Math.floor(continued.bit / 8), mask: 1 << (continued.bit % 8) } }),
  }
}

/** The scanned data reports of a device by its own description; none where it describes none. */
export function scannedDataLayouts(descriptor: Uint8Array): ScannedDataLayout[] {
  const fields = inputFields(descriptor)
  return fields
    .filter(({ usage }) => usage === DECODED_DATA)
    .map(data => layoutOf(data, fields))
    .filter(layout => layout !== undefined)
}

const usualLength = 64
const dataLength = 56
const usual = { reportId: 2, count: 1, continued: { at: 63, mask: 1 } } as const
const RIGHT_BRACKET = 0x5d

/**
 * The layout of a report whose device cannot be asked for its description (anywhere but on Linux). Report 2 of 64 bytes everywhere, with the
 * count first and "continued" last; the identifier stands before the data (Honeywell, Access-IS), before it after one more byte (some of
 * Datalogic and Zebra), or not at all, or is part of the data (Newland and others). Which it is shows in what lies behind the count: it
 * does not count the identifier, unless that is data.
 */
export function usualLayout(report: Uint8Array): ScannedDataLayout | undefined {
  if (report.length !== usualLength || report[0] !== usual.reportId) return undefined
  const count = report[1] ?? 0
  const standsBefore = (at: number) =>
    report[at] === RIGHT_BRACKET && report.subarray(2 + count, at + 3 + count).some(byte => byte !== 0)
  const identifierAt = [2, 3].find(standsBefore)
  if (identifierAt === undefined) return { ...usual, data: { at: 2, length: dataLength }, symbology: [] }
  const at = identifierAt + 3
  return {
    ...usual,
    data: { at, length: dataLength },
    symbology: [identifierAt, identifierAt + 1, identifierAt + 2],
  }
}
