import type { Dialogue } from './apdu.ts'
import { generalAuthenticate } from './commands.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'
import { saysWrongPassword, statusError, success } from './status-word.ts'
import { readOnly, readTlvs, type Tlv, tlv } from './tlv.ts'

/** A part of PACE: a conversation with an outcome that may be an expected failure. */
export type Step<T> = Dialogue<Result<T, EmrtdError>>

/** What no honest chip does. */
export const hostile = (message: string) => fail<EmrtdError>({ tag: 'AccessHostile', message })

/** Bytes of the headers around a public key in the answer: 7C and 82 or 84, each with a length of up to 3 bytes. */
const headers = 8

/**
 * One GENERAL AUTHENTICATE of the chain (9303-11 §4.4.4.2).
 * @param expected bytes of the longest value in the answer: from a field of 2048 bits on it needs extended length (§9.3.1)
 * @returns the data objects inside the dynamic authentication data of the answer, at most 8
 */
export function* exchange(
  data: Uint8Array,
  name: string,
  { last = false, expected = 0 }: { readonly last?: boolean; readonly expected?: number } = {},
): Step<readonly Tlv[]> {
  const command = generalAuthenticate(tlv(0x7c, data), last)
  const response = yield expected + headers > 256 ? { ...command, le: 65536 } : command
  if (response.sw !== success) {
    // Only the token tells a chip that the password is another; before it there is nothing to be wrong with the password.
    const tag = last && saysWrongPassword(response.sw) ? 'CardWrongKey' : 'AccessRefused'
    return fail(statusError(tag, `GENERAL AUTHENTICATE for ${name}`, response.sw))
  }
  const template = readOnly(response.data, 0x7c)
  return template.ok ? readTlvs(template.value.value, 8) : template
}

/** The one object with that tag; `alone` if nothing may stand beside it. */
export function only(objects: readonly Tlv[], tag: number, alone: boolean): Result<Uint8Array, EmrtdError> {
  const [found, ...more] = objects.filter(object => object.tag === tag)
  if (found && more.length === 0 && (!alone || objects.length === 1)) return ok(found.value)
  return fail({ tag: 'ProtocolTlv', message: `not one ${tag.toString(16)} in the dynamic authentication data` })
}
