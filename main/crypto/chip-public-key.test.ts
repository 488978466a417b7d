import { expect, it } from 'vitest'
import { type ChipPublicKey, keyAgreementWith } from './chip-public-key.ts'
import { curveByName, encodePoint } from './curves.ts'
import { finiteFieldGroup } from './finite-field-groups.ts'
import { hash } from './hash.ts'

const curve = curveByName('brainpoolP256r1')
const group = finiteFieldGroup('MODP-2048-256')
const chip = 0x1122334455667788n
const keys: ChipPublicKey[] = [
  { kind: 'ec', curve, point: curve.Point.BASE.multiply(chip) },
  { kind: 'dh', group, value: group.multiply(group.generator, chip), bits: 2048 },
]

it.each(keys.map(key => [key.kind, key] as const))('%s: both sides come to the same secret', (kind, key) => {
  const terminal = 0x99aabbccddeeff01n
  const own = keyAgreementWith(key)
  const secret =
    key.kind === 'ec'
      ? encodePoint(key.curve.Point.BASE.multiply(terminal).multiply(chip)).slice(1, 33)
      : key.group.sharedSecret(key.group.multiply(key.group.multiply(key.group.generator, terminal), chip))
  expect(own.sharedSecret(terminal)).toEqual(secret)
  const publicKey = own.publicKey(terminal)
  const compressed = kind === 'ec' ? publicKey.slice(1, 33) : hash('SHA-1', publicKey)
  expect(own.compressedPublicKey(terminal)).toEqual(compressed)
  expect(own.order).toBe(kind === 'ec' ? curve.parameters.n : group.order)
})
