import { createCipheriv, createECDH } from 'node:crypto'
import { expect, it } from 'vitest'

const works = (call: () => unknown): boolean => {
  try {
    call()
    return true
  } catch {
    return false
  }
}

// The negative control of scripts/boringssl.mjs: without it that run could be of OpenSSL all along and prove nothing.
it(`runs on ${process.env.CHIPDESK_EXPECTED_CRYPTO ?? 'any library'}, which shows by what it lacks`, () => {
  const expected = process.env.CHIPDESK_EXPECTED_CRYPTO ?? ('boringssl' in process.versions ? 'BoringSSL' : 'OpenSSL')
  const found = {
    brainpool: works(() => createECDH('brainpoolP256r1').generateKeys()),
    singleDes: works(() => createCipheriv('des-cbc', new Uint8Array(8), new Uint8Array(8))),
  }
  expect(found).toEqual(
    expected === 'BoringSSL' ? { brainpool: false, singleDes: true } : { brainpool: true, singleDes: false },
  )
})
