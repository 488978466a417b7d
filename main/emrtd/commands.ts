import { hexToBytes } from '@noble/hashes/utils.js'
import type { CommandApdu } from './apdu.ts'
import { readTlvHeader, tlv } from './tlv.ts'

/** Application identifier of the eMRTD application (9303-10 §3.6.1). */
const emrtdApplication = hexToBytes('a0000002471001')

/** SELECT an application by its identifier; no file control information is asked for (9303-10 §3.6.1). */
export const selectApplication = (aid: Uint8Array = emrtdApplication): CommandApdu => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x04,
  p2: 0x0c,
  data: aid,
})

/** SELECT an elementary file of the current application by its file identifier (9303-10 §3.6.2). */
export const selectFile = (fid: number): CommandApdu => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x02,
  p2: 0x0c,
  data: Uint8Array.of(fid >> 8, fid & 0xff),
})

/** SELECT the master file: by its identifier, or implicitly, without one (ISO/IEC 7816-4 §11.1.1; 9303-10 §3.6.1). Some cards know one form only, some neither. */
export const selectMasterFile = (form: 'explicit' | 'implicit'): CommandApdu => ({
  cla: 0x00,
  ins: 0xa4,
  p1: 0x00,
  p2: 0x0c,
  ...(form === 'explicit' && { data: Uint8Array.of(0x3f, 0x00) }),
})

/** SELECT any file by its identifier, for cards that do not know `selectFile` in their master file (ISO/IEC 7816-4 §11.1.1). */
export const selectAnyFile = (fid: number): CommandApdu => ({ ...selectFile(fid), p1: 0x00 })

/** GET RESPONSE: the `le` bytes that a `61XX` announced (ISO/IEC 7816-4 §11.8.1). */
export const getResponse = (le: number): CommandApdu => ({ cla: 0x00, ins: 0xc0, p1: 0, p2: 0, le })

/** A command that reads has an Le. */
export type ReadCommand = CommandApdu & { readonly le: number }

/**
 * READ BINARY (9303-10 §3.6.3). With a short file identifier (1…30) it selects that file and the offset is at most 255, without one it
 * reads the selected file and the offset is at most 32767; beyond that `readBinaryOdd` reads. Throws on a larger offset.
 */
export function readBinary({ sfi, offset, le }: { sfi?: number; offset: number; le: number }): ReadCommand {
  if (offset > (sfi === undefined ? 0x7fff : 0xff)) throw new RangeError(`offset ${offset}`)
  const p1 = sfi === undefined ? offset >> 8 : 0x80 | sfi
  return { cla: 0x00, ins: 0xb0, p1, p2: offset & 0xff, le }
}

/**
 * READ BINARY with odd INS of the selected file: the offset (up to 24 bits) stands in DO'54' and the answer in DO'53' (9303-10 §3.6.3.2).
 * `le` counts the header of DO'53' too; only where it is small the header comes on top, so that the last bytes of a file are reached.
 */
export function readBinaryOdd({ offset, le }: { offset: number; le: number }): ReadCommand {
  const bytes = [offset >>> 16, (offset >>> 8) & 0xff, offset & 0xff].slice(offset > 0xffff ? 0 : 1)
  return { cla: 0x00, ins: 0xb1, p1: 0, p2: 0, data: tlv(0x54, Uint8Array.from(bytes)), le: le < 128 ? le + 2 : le }
}

/** Content of DO'53' in the answer to `readBinaryOdd`; empty if there is none. The file may end within, so a header that promises more is no fault. */
export function unwrapOddReadBinary(data: Uint8Array): Uint8Array {
  const header = readTlvHeader(data)
  if (!header.ok || header.value.tag !== 0x53) return new Uint8Array()
  const { headerLength, valueLength } = header.value
  return data.subarray(headerLength, headerLength + valueLength)
}

/** GET CHALLENGE of 8 bytes (9303-11 §4.3.4.1). */
export const getChallenge: CommandApdu = { cla: 0x00, ins: 0x84, p1: 0, p2: 0, le: 8 }

/** EXTERNAL AUTHENTICATE of BAC, E_IFD ‖ M_IFD, 40 bytes both ways (9303-11 §4.3.4.2). */
export const externalAuthenticate = (data: Uint8Array): CommandApdu => ({
  cla: 0,
  ins: 0x82,
  p1: 0,
  p2: 0,
  data,
  le: 40,
})

/**
 * INTERNAL AUTHENTICATE of active authentication with an 8-byte challenge (9303-11 §6.1.4). The answer is a signature: `le` is 256, or
 * 65536 for keys over 2048 bits on a reader with extended length.
 */
export const internalAuthenticate = (challenge: Uint8Array, le = 256): CommandApdu => ({
  cla: 0x00,
  ins: 0x88,
  p1: 0,
  p2: 0,
  data: challenge,
  le,
})

/** MSE:Set AT and the like: MANAGE SECURITY ENVIRONMENT with its P1 and P2 (9303-11 §4.4.4.1, §6.2.4). */
export const manageSecurityEnvironment = (p1: number, p2: number, data: Uint8Array): CommandApdu => ({
  cla: 0x00,
  ins: 0x22,
  p1,
  p2,
  data,
})

/** GENERAL AUTHENTICATE with dynamic authentication data `7C`; command chaining while it is not the last (9303-11 §4.4.4.2). */
export const generalAuthenticate = (data: Uint8Array, last: boolean): CommandApdu => ({
  cla: last ? 0x00 : 0x10,
  ins: 0x86,
  p1: 0,
  p2: 0,
  data,
  le: 256,
})
