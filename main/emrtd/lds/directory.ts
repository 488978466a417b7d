import { bytesToHex } from '@noble/hashes/utils.js'
import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readTlv, readTlvs } from '../tlv.ts'
import { readText } from './text.ts'

/** An application that EF.DIR names. */
export interface DirectoryEntry {
  /** Application identifier in hex; that of the eMRTD is `a0000002471001`. */
  readonly aid: string
  readonly label?: string
}

const mostApplications = 32

/**
 * Parses EF.DIR (9303-10 §3.11.2, ISO/IEC 7816-4 §12.2.2): `61 { 4F AID, 50 label … }` for each application. Zeros or FFs behind
 * the last one are the unused rest of the file. Errors: `ProtocolTlv`, `ProtocolValue`.
 */
export function parseDirectory(bytes: Uint8Array): Result<readonly DirectoryEntry[], EmrtdError> {
  const entries: DirectoryEntry[] = []
  for (let at = 0; at < bytes.length && !unused(bytes, at); ) {
    if (entries.length >= mostApplications)
      return fail({ tag: 'ProtocolValue', message: `more than ${mostApplications} applications`, offset: at })
    const template = readTlv(bytes, at)
    if (!template.ok) return template
    const entry = template.value.tag === 0x61 ? entryOf(template.value.value) : undefined
    if (!entry) return fail({ tag: 'ProtocolValue', message: 'no application template', offset: at })
    entries.push(entry)
    at += template.value.length
  }
  return ok(entries)
}

/** An AID has 5 to 16 bytes (ISO/IEC 7816-4 §12.2.3). */
function entryOf(template: Uint8Array): DirectoryEntry | undefined {
  const parts = readTlvs(template, 16)
  if (!parts.ok) return undefined
  const valueWith = (tag: number) => parts.value.find(part => part.tag === tag)?.value
  const aid = valueWith(0x4f)
  if (!aid || aid.length < 5 || aid.length > 16) return undefined
  const label = readText(valueWith(0x50) ?? new Uint8Array())
  return { aid: bytesToHex(aid), ...(label.ok && label.value && { label: label.value }) }
}

/** Looked at only where a template would begin, which neither byte can. */
const unused = (bytes: Uint8Array, from: number) =>
  (bytes[from] === 0 || bytes[from] === 0xff) && bytes.subarray(from).every(byte => byte === bytes[from])
