import { expect, test } from 'vitest'
import { randomBytes } from './random.ts'
import { hashSecret, isSecret, signInCost } from './secret-hash.ts'

const cheap = { N: 1024, r: 8, p: 16 }

test('derives the key of RFC 7914 §12', async () => {
  const stored = await hashSecret('password', () => new TextEncoder().encode('NaCl'), cheap)
  const [, N, r, p, salt, key] = stored.split('$')
  expect([N, r, p]).toEqual(['1024', '8', '16'])
  expect(Buffer.from(salt ?? '', 'base64').toString()).toBe('NaCl')
  // The first half of the 64 bytes of the worked example.
  expect(Buffer.from(key ?? '', 'base64').toString('hex')).toBe(
    'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162',
  )
})

test('knows its secret again, and no other', async () => {
  const stored = await hashSecret('204060', randomBytes, cheap)
  expect(await isSecret('204060', stored)).toBe(true)
  expect(await isSecret('204061', stored)).toBe(false)
  expect(await isSecret('', stored)).toBe(false)
  expect(await hashSecret('204060', randomBytes, cheap)).not.toBe(stored)
})

test('takes one password from two input methods as one', async () => {
  const stored = await hashSecret('mật khẩu dài'.normalize('NFC'), randomBytes, cheap)
  expect(await isSecret('mật khẩu dài'.normalize('NFD'), stored)).toBe(true)
})

test.each(['', 'plain', 'scrypt$1024$8$1$$', 'argon2$1024$8$1$AAAA$AAAA'])(
  '%j is the stored secret of nobody',
  async stored => {
    expect(await isSecret('', stored)).toBe(false)
  },
)

test('costs at least 70 ms, beside the event loop', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  const start = performance.now()
  await hashSecret('204060', randomBytes)
  const took = performance.now() - start
  clearInterval(timer)
  expect(took).toBeGreaterThanOrEqual(70)
  expect(turns).toBeGreaterThan(5)
  expect(signInCost.N * signInCost.r * 128).toBe(64 * 1024 * 1024)
})
