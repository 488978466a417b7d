import type { KeyAgreementGroup } from '../crypto/key-agreement-group.ts'
import { type Random, randomScalar } from '../crypto/random.ts'
import { exchange, hostile, only, type Step } from './pace-exchange.ts'
import { ok } from './result.ts'
import { tlv } from './tlv.ts'

/** An anonymous Diffie-Hellman agreement as it went. Keys are encoded as they were on the wire, which the tokens are made over. */
export interface Agreement<E> {
  readonly shared: E
  readonly ownKey: Uint8Array
  readonly chipKey: E
  readonly chipKeyBytes: Uint8Array
}

/**
 * Exchanges ephemeral public keys (9303-11 §4.4.1 step 3, §9.4.5). The chip's must be an element of the subgroup of the generator, neither
 * neutral nor of low order, and not ours sent back.
 * @param random asked for as many bytes as the order of the group has
 * @param tags of our key and of the chip's
 */
export function* agree<E>(
  group: KeyAgreementGroup<E>,
  generator: E,
  random: Random,
  [sent, wanted]: readonly [number, number],
): Step<Agreement<E>> {
  const privateKey = randomScalar(group.order, random)
  const own = group.multiply(generator, privateKey)
  const ownKey = group.encode(own)
  const answer = yield* exchange(tlv(sent, ownKey), `public key ${wanted.toString(16)}`, {
    expected: group.elementLength,
  })
  if (!answer.ok) return answer
  const chipKeyBytes = only(answer.value, wanted, true)
  if (!chipKeyBytes.ok) return chipKeyBytes
  const chipKey = group.decode(chipKeyBytes.value)
  if (!chipKey.ok) return hostile(chipKey.error.message)
  if (group.equals(chipKey.value, own)) return hostile('chip sent our own public key back')
  // In a group of prime order this cannot be the neutral element: neither factor is.
  const shared = group.multiply(chipKey.value, privateKey)
  return ok({ shared, ownKey, chipKey: chipKey.value, chipKeyBytes: chipKeyBytes.value })
}
