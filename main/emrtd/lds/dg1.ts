import type { EmrtdError } from '../emrtd-error.ts'
import { type Mrz, parseMrz } from '../mrz.ts'
import { fail, type Result } from '../result.ts'
import { readOnly } from '../tlv.ts'

/** TD1: three lines of 30. */
const longestZone = 90

/** Parses EF.DG1 (9303-10 §4.7.1): the machine-readable zone of 90, 72 or 88 characters in `61 { 5F1F }`. */
export function parseDg1(bytes: Uint8Array): Result<Mrz, EmrtdError> {
  const outer = readOnly(bytes, 0x61)
  if (!outer.ok) return outer
  const inner = readOnly(outer.value.value, 0x5f1f)
  if (!inner.ok) return inner
  const zone = inner.value.value
  if (zone.length > longestZone)
    return fail({ tag: 'ProtocolLength', message: `machine-readable zone of ${zone.length} characters` })
  // White space is dropped by parseMrz and must not be: on the chip it would be part of the signed text.
  if (!zone.every(byte => byte > 0x20 && byte < 0x7f))
    return fail({ tag: 'ProtocolValue', message: 'character not of the machine-readable zone' })
  return parseMrz(String.fromCharCode(...zone))
}
