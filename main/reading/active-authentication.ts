import { internalAuthenticate } from '../emrtd/commands.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { BlockSize } from './block-size.ts'
import type { ActiveAuthenticationRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { ReadOptions } from './read-options.ts'

/** A public key file over this size holds an RSA key whose signature does not fit a short protected answer. */
const longKeyFile = 250

/**
 * Active authentication (9303-11 §6.1): 8 fresh random bytes, or the caller's, signed by the chip. Verified later, by main/verification.
 */
export async function activeAuthentication(
  session: CardSession,
  dg15: Uint8Array,
  size: BlockSize,
  { challenge: given, random }: Pick<ReadOptions, 'challenge' | 'random'>,
): Promise<Result<ActiveAuthenticationRecord, ChipDeskError>> {
  const challenge = given?.slice() ?? random(8)
  const le = dg15.length > longKeyFile && size.bytes > 256 ? 65_536 : 256
  const answered = await session.send(internalAuthenticate(challenge, le))
  if (!answered.ok) return answered
  const { data, sw } = answered.value
  const asked = { challenge, ...(given && { challengeFrom: 'caller' as const }) }
  return ok(sw === 0x9000 ? { ...asked, outcome: 'answered', response: data } : { ...asked, outcome: 'refused', sw })
}
