import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readTlv, readTlvs, type Tlv } from '../tlv.ts'

/** What EF.ATR/INFO says about the card. Nothing signs it: a hint for the size of reads, to be tried. */
export interface AtrInfo {
  readonly commandChaining?: boolean
  /** Extended Lc and Le fields. */
  readonly extendedLength?: boolean
  readonly shortFileIds?: boolean
  /** Bytes of the longest command and response APDU. */
  readonly longestCommand?: number
  readonly longestResponse?: number
  /** Tags in hex of whatever else is there. */
  readonly others: readonly string[]
}

const cardCapabilities = 0x47
const extendedLengthInformation = 0x7f66
const mostObjects = 32

/**
 * Parses EF.ATR/INFO (9303-10 §3.11.1, ISO/IEC 7816-4 §12.1.1): data objects side by side; `47` capabilities, `7F66 { 02 command,
 * 02 response }`. Zeros or FFs behind the last object are the unused rest of the file. Errors: `ProtocolTlv`, `ProtocolValue`.
 */
export function parseAtrInfo(bytes: Uint8Array): Result<AtrInfo, EmrtdError> {
  const objects: Tlv[] = []
  for (let at = 0; at < bytes.length && bytes[at] !== 0 && bytes[at] !== 0xff; ) {
    const object = readTlv(bytes, at)
    if (!object.ok) return object
    if (objects.push(object.value) > mostObjects)
      return fail({ tag: 'ProtocolValue', message: `more than ${mostObjects} data objects`, offset: at })
    at += object.value.length
  }
  const valueWith = (tag: number) => objects.find(object => object.tag === tag)?.value
  const lengths = lengthsOf(valueWith(extendedLengthInformation))
  if (!lengths.ok) return lengths
  const others = objects
    .filter(({ tag }) => tag !== cardCapabilities && tag !== extendedLengthInformation)
    .map(({ tag }) => tag.toString(16).toUpperCase())
  return ok({ ...capabilitiesOf(valueWith(cardCapabilities)), ...lengths.value, others })
}

/** Three software function tables of ISO/IEC 7816-4 §12.1.1.9; those not sent say nothing. */
function capabilitiesOf(bytes: Uint8Array | undefined): Omit<AtrInfo, 'others'> {
  const [selection, , commands] = bytes ?? []
  return {
    ...(selection !== undefined && { shortFileIds: (selection & 0x04) !== 0 }),
    ...(commands !== undefined && {
      commandChaining: (commands & 0x80) !== 0,
      extendedLength: (commands & 0x40) !== 0,
    }),
  }
}

/** Numbers under 256 would be no extended length, and are left out as nonsense. */
function lengthsOf(content: Uint8Array | undefined): Result<Omit<AtrInfo, 'others'>, EmrtdError> {
  if (!content) return ok({})
  const parts = readTlvs(content, 4)
  if (!parts.ok) return parts
  const [command, response] = parts.value.map(({ tag, value }) =>
    tag === 0x02 && value.length > 0 && value.length <= 4 ? value.reduce((sum, byte) => sum * 256 + byte, 0) : 0,
  )
  return ok({
    ...(command !== undefined && command >= 256 && { longestCommand: command }),
    ...(response !== undefined && response >= 256 && { longestResponse: response }),
  })
}
