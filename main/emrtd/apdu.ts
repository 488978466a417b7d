import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'

/** A command APDU, ISO/IEC 7816-4 §5.1. */
export interface CommandApdu {
  readonly cla: number
  readonly ins: number
  readonly p1: number
  readonly p2: number
  readonly data?: Uint8Array
  /** Bytes expected, 1…65536; 256 is the short `00`, 65536 the extended `0000`. Absent: no Le field. */
  readonly le?: number
}

/** A response APDU: data without the status word, and the status word. */
export interface ResponseApdu {
  readonly data: Uint8Array
  readonly sw: number
}

/** A protocol as a conversation without I/O: yields commands, is sent responses, returns its outcome. */
export type Dialogue<T> = Generator<CommandApdu, T, ResponseApdu>

/** True if the command needs extended length fields. */
export const isExtended = (command: CommandApdu): boolean =>
  (command.data?.length ?? 0) > 255 || (command.le ?? 0) > 256

/** Encodes a command, with extended length fields only where they are needed. */
export function encodeCommand(command: CommandApdu): Uint8Array {
  const { cla, ins, p1, p2, data = new Uint8Array(), le } = command
  const header = [cla, ins, p1, p2]
  if (!isExtended(command)) {
    const lc = data.length > 0 ? [data.length] : []
    return Uint8Array.from([...header, ...lc, ...data, ...(le === undefined ? [] : [le & 0xff])])
  }
  const lc = data.length > 0 ? [0, data.length >> 8, data.length & 0xff] : []
  const leField = le === undefined ? [] : [...(data.length > 0 ? [] : [0]), (le >> 8) & 0xff, le & 0xff]
  return Uint8Array.from([...header, ...lc, ...data, ...leField])
}

/** Splits a raw response into data and status word; anything shorter than a status word is an error. */
export function decodeResponse(bytes: Uint8Array): Result<ResponseApdu, EmrtdError> {
  if (bytes.length < 2) return fail({ tag: 'ProtocolLength', message: `response of ${bytes.length} bytes` })
  const at = bytes.length - 2
  return ok({ data: bytes.subarray(0, at), sw: ((bytes[at] as number) << 8) | (bytes[at + 1] as number) })
}
