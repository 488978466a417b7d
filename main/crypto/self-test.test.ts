import { expect, it, vi } from 'vitest'
import { curveNames } from './curves.ts'
import { finiteFieldGroupNames } from './finite-field-parameters.ts'
import { cryptoSelfTest } from './self-test.ts'

it('every primitive gives its known answer', () => {
  const results = cryptoSelfTest()
  expect(results.filter(({ ok }) => !ok)).toEqual([])
  expect(results.map(({ name }) => name)).toEqual([
    ...['SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'],
    ...['3DES-CBC', 'AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC'],
    ...['retail MAC', 'AES-128-CMAC', 'AES-192-CMAC', 'AES-256-CMAC'],
    ...curveNames.map(name => `EC ${name}`),
    ...finiteFieldGroupNames.map(name => `DH ${name}`),
    ...['EC key P-256', 'EC key brainpoolP256r1', 'ECDSA', 'RSA raw', 'RSA PKCS#1', 'RSA PSS', 'Ed25519', 'random'],
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
