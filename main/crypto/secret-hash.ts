import { scrypt, timingSafeEqual } from 'node:crypto'
import type { Random } from './random.ts'

/** Cost of scrypt (RFC 7914 §2); memory is 128·N·r bytes. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** 64 MiB and a third of a second on a small office computer, never under 70 ms on a fast one. */
export const signInCost: ScryptCost = { N: 2 ** 16, r: 8, p: 2 }

const saltLength = 16
const keyLength = 32

/**
 * A PIN or password as it may be stored: `scrypt$N$r$p$SALT$KEY`, salt and key in base64. Runs beside the event loop. The text is taken in
 * NFC, so that one password typed by two input methods is one.
 */
export async function hashSecret(secret: string, random: Random, cost: ScryptCost = signInCost): Promise<string> {
  const salt = random(saltLength)
  const key = await derive(secret, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, base64(salt), base64(key)].join('$')
}

/** Whether this is the secret that was stored, compared in constant time. A stored text of another form is nobody's secret. */
export async function isSecret(secret: string, stored: string): Promise<boolean> {
  const [name, N, r, p, salt, key] = stored.split('$')
  if (name !== 'scrypt' || !salt || !key) return false
  const expected = Buffer.from(key, 'base64')
  const derived = await derive(secret, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) })
  return expected.length === derived.length && timingSafeEqual(expected, derived)
}

function derive(secret: string, salt: Uint8Array, { N, r, p }: ScryptCost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // Node counts the working memory by another rule than the RFC; twice as much is always enough.
    const options = { N, r, p, maxmem: 256 * r * (N + p) }
    scrypt(secret.normalize('NFC'), salt, keyLength, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
