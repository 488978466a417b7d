import { expect, it, vi } from 'vitest'
import { cryptoSelfTest } from './self-test.ts'

it('every primitive gives its known answer', () => {
  const results = cryptoSelfTest()
  expect(results.filter(({ ok }) => !ok)).toEqual([])
  expect(results.map(({ name }) => name)).toEqual([
    ...['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'],
    ...['3DES-CBC', 'AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC'],
    ...['retail MAC', 'AES-CMAC', 'EC P-256', 'EC brainpoolP256r1', 'ECDSA', 'RSA', 'random'],
  ])
})

it('names what is missing and what is wrong', async () => {
  vi.resetModules()
  vi.doMock('node:crypto', async load => {
    const real = await load<typeof import('node:crypto')>()
    return {
      ...real,
      createCipheriv: (name: string, ...rest: [Uint8Array, Uint8Array]) => {
        if (name === 'aes-192-cbc') throw new Error('Unknown cipher')
        return real.createCipheriv(name, ...rest)
      },
      createHash: (name: string) => real.createHash(name === 'sha224' ? 'sha256' : name),
    }
  })
  const { cryptoSelfTest: withFaults } = await import('./self-test.ts')
  expect(withFaults().filter(({ ok }) => !ok)).toEqual([
    { name: 'SHA-224', ok: false, detail: 'wrong result' },
    { name: 'AES-192-CBC', ok: false, detail: 'Unknown cipher' },
  ])
  vi.doUnmock('node:crypto')
})
