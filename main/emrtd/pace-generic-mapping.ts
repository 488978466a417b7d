import { bytesToNumberBE } from '@noble/curves/utils.js'
import type { KeyAgreementGroup } from '../crypto/key-agreement-group.ts'
import type { Random } from '../crypto/random.ts'
import { hostile, type Step } from './pace-exchange.ts'
import { agree } from './pace-public-keys.ts'
import { ok } from './result.ts'

/** The generator for the key agreement, and PK_Map,IC as the chip sent it. */
export interface MappedGenerator<E> {
  readonly generator: E
  readonly mappingKey?: Uint8Array
}

/**
 * Generic mapping (9303-11 §4.4.3.3.1), and the mapping of chip authentication mapping, which is the same (§4.4.3.3.3): the generator becomes
 * s·G + H, over a finite field g^s·h, with H from an anonymous key agreement.
 */
export function* mapGenerically<E>(
  group: KeyAgreementGroup<E>,
  nonce: Uint8Array,
  random: Random,
): Step<MappedGenerator<E>> {
  const agreed = yield* agree(group, group.generator, random, [0x81, 0x82])
  if (!agreed.ok) return agreed
  const { shared, chipKeyBytes } = agreed.value
  const generator = group.combine(group.multiply(group.generator, bytesToNumberBE(nonce)), shared)
  // Only a chip that knows our private key could bring this about.
  if (group.isLowOrder(generator)) return hostile('mapped generator is the neutral element')
  return ok({ generator, mappingKey: chipKeyBytes })
}
