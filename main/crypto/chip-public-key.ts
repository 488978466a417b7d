import { ellipticCurveGroup } from './elliptic-curve-group.ts'
import type { FiniteFieldGroup } from './finite-field-groups.ts'
import type { KeyAgreementGroup } from './key-agreement-group.ts'
import type { EcPublicKey } from './signature.ts'

/** A static Diffie-Hellman key over a finite field; `value` comes from `group.decode`. */
export interface DhPublicKey {
  readonly kind: 'dh'
  readonly group: FiniteFieldGroup
  readonly value: bigint
  /** Bits of p. */
  readonly bits: number
}

/** A static key of the chip for key agreement (9303-11 §6.2, §9.2.6). */
export type ChipPublicKey = EcPublicKey | DhPublicKey

/** What one side does with the other's static key; private keys are 1…order−1. */
export interface StaticKeyAgreement {
  readonly order: bigint
  /** Ephemeral public key for a private key, encoded for the card (9303-11 §9.4.5). */
  publicKey(privateKey: bigint): Uint8Array
  /** Comp() of that public key (9303-11 §7.1, TR-03110-3 A.2.2.3). */
  compressedPublicKey(privateKey: bigint): Uint8Array
  /** Shared secret K (9303-11 §9.6). */
  sharedSecret(privateKey: bigint): Uint8Array
}

/** Key agreement with a chip's static key, over whichever group it is of. */
export const keyAgreementWith = (key: ChipPublicKey): StaticKeyAgreement =>
  key.kind === 'ec' ? agreement(ellipticCurveGroup(key.curve), key.point) : agreement(key.group, key.value)

function agreement<E>(group: KeyAgreementGroup<E>, element: E): StaticKeyAgreement {
  const ephemeral = (privateKey: bigint) => group.multiply(group.generator, privateKey)
  return {
    order: group.order,
    publicKey: privateKey => group.encode(ephemeral(privateKey)),
    compressedPublicKey: privateKey => group.compress(ephemeral(privateKey)),
    sharedSecret: privateKey => group.sharedSecret(group.multiply(element, privateKey)),
  }
}
