import { chipAuthentication } from '../emrtd/chip-authentication.ts'
import { chooseChipAuthentication } from '../emrtd/chip-authentication-choice.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { ChipAuthenticationRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { Exchange } from './wire.ts'

/**
 * Chip authentication v1 (TR-03110-3 §3.4) with a key of DG14. On success the session goes on under new keys, and the first exchange
 * under them is kept as transcript. A refusal is recorded and the read goes on: what it means is decided by main/verification.
 * Returns Comp(PK_DH,IFD) where it was completed, for terminal authentication; an error only if the card or the session is lost.
 */
export async function authenticateChip(
  session: CardSession,
  dg14: Uint8Array,
  random: (length: number) => Uint8Array,
  record: (outcome: ChipAuthenticationRecord) => void,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const choice = chooseChipAuthentication(dg14)
  if (!choice.ok) {
    record({ outcome: 'unsupported', detail: choice.error.message })
    return ok(undefined)
  }
  if (!choice.value) return ok(undefined)
  const { oid, keyId } = choice.value
  const done = await session.run(chipAuthentication(choice.value, random))
  if (!done.ok) {
    const { tag, sw, cause } = done.error
    if (tag !== 'ChipRefused' && tag !== 'ChipHostile') return done
    record({ outcome: 'refused', ...(sw && { sw: Number.parseInt(sw, 16) }), ...(cause && { detail: cause }) })
    return ok(undefined)
  }
  const { keys, terminalPrivateKey, compressedTerminalKey } = done.value
  session.secure(keys)
  record({ outcome: 'completed' })
  const keep = ({ command, response }: Exchange) => {
    // A plain 6700 or 6CXX refuses the length before the card looked at the keys; the next exchange is the one that tells.
    if (response.length === 2 && (response[0] === 0x67 || response[0] === 0x6c)) return session.captureNext(keep)
    const transcript = { oid, ...(keyId !== undefined && { keyId }), terminalPrivateKey, command, response }
    record({ outcome: 'completed', transcript })
  }
  session.captureNext(keep)
  return ok(compressedTerminalKey)
}
