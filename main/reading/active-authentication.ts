import { internalAuthenticate } from '../emrtd/commands.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { ActiveAuthenticationRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { ReadSize } from './read-file.ts'

/** A public key file over this size holds an RSA key whose signature does not fit a short protected answer. */
const longKeyFile = 250

/** Active authentication (9303-11 §6.1): 8 fresh random bytes, signed by the chip. Verified later, by main/verification. */
export async function activeAuthentication(
  session: CardSession,
  dg15: Uint8Array,
  size: ReadSize,
  random: (length: number) => Uint8Array,
): Promise<Result<ActiveAuthenticationRecord, ChipDeskError>> {
  const challenge = random(8)
  const le = dg15.length > longKeyFile && size.bytes > 256 ? 65_536 : 256
  const answered = await session.send(internalAuthenticate(challenge, le))
  if (!answered.ok) return answered
  const { data, sw } = answered.value
  return ok(sw === 0x9000 ? { outcome: 'answered', challenge, response: data } : { outcome: 'refused', challenge, sw })
}
