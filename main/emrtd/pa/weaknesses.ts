import type { HashName } from '../../crypto/hash.ts'
import type { PublicKey } from '../../crypto/signature.ts'

/** 9303-12 §4.4: what document signers have had at least since RSA 1024 and curves under 224 bits were given up; SHA-1 is for old documents. */
const shortest = { rsa: 2048, ec: 224 }

/** Deprecated parts of a signature, each once, e.g. `['SHA-1', 'RSA 1024']`. They verify; what that is worth is for a policy to say. */
export function weaknessesOf(key: PublicKey, hashes: readonly HashName[]): string[] {
  const bits = key.kind === 'rsa' ? key.bits : key.curve.parameters.n.toString(2).length
  return [
    ...(hashes.includes('SHA-1') ? ['SHA-1'] : []),
    ...(bits < shortest[key.kind] ? [key.kind === 'rsa' ? `RSA ${bits}` : key.curve.name] : []),
  ]
}
