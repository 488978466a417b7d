import { describe, expect, it } from 'vitest'
import { authorityWith, type CountrySignature } from '../../../fixtures/country/algorithm-authority.ts'
import { distinguishedName } from '../../../fixtures/country/certificate.ts'
import type { SignedDataForm } from '../../../fixtures/country/signed-data.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import { share } from '../../../fixtures/proof/share.ts'
import { verifySod } from '../lds/sod.ts'
import { isSignedBy, parseCertificate } from './certificate.ts'
import { idData } from './signed-data.ts'

// With an exponent of 3 every bit of a file can be turned in seconds; elliptic signatures take a thousand times longer, and every 17th does.
const rsa: CountrySignature = { kind: 'rsa', padding: 'pkcs1', bits: 2048, exponent: 3, hash: 'SHA-256' }
const pss: CountrySignature = { ...rsa, padding: 'pss', saltLength: 32 }
const elliptic: CountrySignature = { kind: 'ecdsa', curve: 'brainpoolP256r1', hash: 'SHA-256' }
const content = encodeLdsSecurityObject(new Map([[1, new Uint8Array(95).fill(0x41)]]))

/** What a desk that has the CSCA takes from the file, and what it says of its form; undefined if it takes nothing. */
function takenFrom(file: Uint8Array, csca: Uint8Array): string | undefined {
  const verified = verifySod(file)
  const issuer = parseCertificate(csca)
  if (!verified.ok || !issuer.ok || !isSignedBy(verified.value.signer, issuer.value)) return undefined
  const { deviations, weaknesses, algorithm } = verified.value
  return [algorithm, ...weaknesses, ...deviations].join()
}

/**
 * The reviewed list of what may change by one bit and be accepted: only what says so itself. A signer identifier is not signed; its name is
 * compared without letter case and string type beside the serial number, and the version of id-data may be 3.
 */
const reviewed = {
  'name in the signer identifier': 'signer-name-differs',
  'version of the message': 'version-differs',
} as const

describe.each<[string, CountrySignature, SignedDataForm & { contentType?: string }, number, (keyof typeof reviewed)[]]>(
  [
    ['RSA', rsa, {}, 1, ['name in the signer identifier']],
    ['RSA, signer named by its key', rsa, { signerNamedBy: 'key' }, 1, []],
    ['RSA-PSS', pss, { signerNamedBy: 'key' }, 3, []],
    [
      'RSA, id-data',
      rsa,
      { contentType: idData, version: 1, signerNamedBy: 'issuer' },
      1,
      ['version of the message', 'name in the signer identifier'],
    ],
    ['RSA, open lengths', rsa, { lengths: 'indefinite', signerNamedBy: 'key' }, 3, []],
    ['RSA, no attributes', rsa, { attributes: 'absent', contentType: idData, signerNamedBy: 'key' }, 3, []],
    ['ECDSA', elliptic, { signerNamedBy: 'key' }, 17, []],
  ],
)('one bit changed: %s', (_, signature, form, step, allowed) => {
  const { csca, signer } = authorityWith(signature)
  const file = encodeSod(content, signer, '2024-05-10', form)
  const name = distinguishedName(signer.issuer)
  const nameAt = Buffer.from(file).lastIndexOf(name)
  const versionAt = Buffer.from(file).indexOf(Buffer.from('020101', 'hex')) + 2
  const placeOf = (byte: number): keyof typeof reviewed | undefined => {
    if (byte === versionAt) return 'version of the message'
    return byte >= nameAt && byte < nameAt + name.length ? 'name in the signer identifier' : undefined
  }

  it('is accepted nowhere but in a place of the reviewed list, and says so there', { timeout: 30_000 }, () => {
    const whole = takenFrom(file, csca)
    expect(whole).toBeDefined()
    const found = new Set<string>()
    const places = share(Math.ceil((file.length * 8) / step), 8).map(place => place * step)
    const listed = Array.from({ length: file.length * 8 }, (_, bit) => bit).filter(bit => placeOf(bit >> 3))
    for (const bit of new Set([...places, ...listed])) {
      const mutant = file.slice()
      mutant[bit >> 3] = (mutant[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const taken = takenFrom(mutant, csca)
      if (taken === undefined) continue
      const place = placeOf(bit >> 3)
      expect([bit >> 3, place && taken.includes(reviewed[place])]).toEqual([bit >> 3, true])
      if (place) found.add(place)
    }
    expect([...found].sort()).toEqual([...allowed].sort())
  })
})
