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

/**
 * One GENERAL AUTHENTICATE of the chain (9303-11 §4.4.4.2).
 * @returns the data objects inside the dynamic authentication data of the answer, at most 8
 */
export function* exchange(data: Uint8Array, name: string, last = false): Step<readonly Tlv[]> {
  const response = yield generalAuthenticate(tlv(0x7c, data), last)
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
