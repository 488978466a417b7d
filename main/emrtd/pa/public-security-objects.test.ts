import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { anchorStore } from '../../trust/anchor-store.ts'
import { chainToAnchor } from '../../trust/chain.ts'
import { verifyMasterList } from '../../trust/master-list.ts'
import { verifySod } from '../lds/sod.ts'

const vectors = new URL('../../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

/** Every EF.SOD there is, with its signer, what it is signed with, when, and the CSCA of the German list that issued the signer. */
const securityObjects = {
  'sods/EF_SOD_AT.bin': ['CN=DS-AUSTRIA-eMRTD', 'ECDSA brainpoolP256r1 SHA-256', '2023-03-17', 'CN=CSCA-AUSTRIA'],
  'sods/EF_SOD_DE.bin': [
    'CN=Document Signer Passport',
    'ECDSA brainpoolP384r1 SHA-384',
    '2023-03-01',
    'CN=csca-germany',
  ],
  'sods/EF_SOD_FI.bin': [
    'CN=ICAO Compliant Document Signer for Identity Cards',
    'ECDSA brainpoolP512r1 SHA-512',
    '2023-09-01',
    'CN=CSCA Finland',
  ],
  'sods/EF_SOD_FR.bin': ['CN=HSM-DS2', 'RSA 2048 SHA-256', '2017-09-05', 'CN=CSCA-FRANCE'],
  'sods/EF_SOD_GB.bin': [
    'CN=Document Signing Key 32',
    'ECDSA P-256 SHA-256',
    '2021-03-01',
    'CN=Country Signing Authority',
  ],
  'sods/EF_SOD_RU.bin': ['CN=Document_Signer_3.3', 'ECDSA P-256 SHA-1', '2020-01-22', 'CN=CSCA-Russia'],
  'sods/EF_SOD_SG.bin': [
    'CN=SG DSC10 20220627-01',
    'RSA-PSS 2048 SHA-256 salt 32',
    '2022-08-01',
    'CN=Singapore Passport CA 5',
  ],
  'sods/EF_SOD_US.bin': ['CN=DS 202106101641', 'RSA 2048 SHA-256', '2021-09-16', 'OU=U.S. Department of State MRTD CA'],
  // Test documents: nobody published their CSCA, so that their chain stays open.
  'bsi-tr03105-5-reference/EF_SOD.bin': ['CN=HJP PB DS', 'RSA-PSS 2048 SHA-256 salt 32', '2014-01-01', undefined],
  'bsi-tr03105-5-tsemrtd/EF_SOD.bin': ['CN=DS', 'ECDSA brainpoolP224r1 SHA-1', '2008-06-01', undefined],
  'jmrtd-resources/lds/loes2006/ef011D.bin': ['CN=DS Test', 'RSA 2048 SHA-256', '2006-10-01', undefined],
} as const

const pem = (der: Uint8Array) =>
  utf8ToBytes(`-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`)
/** The certificates of a German list as anchors for passports, which all of them are. */
function trustOf(list: string) {
  const verified = verifyMasterList(bytesOf(`masterlists/${list}`))
  if (!verified.ok) throw new Error(verified.error.message)
  return anchorStore([{ name: 'list.passport.pem', bytes: concatBytes(...verified.value.certificates.map(pem)) }])
}

describe.skipIf(!there)(
  `security objects nobody here made${there ? '' : ' (skipped: ../shared/vectors is absent)'}`,
  () => {
    const german = there ? trustOf('DE_ML_2026-05-28-08-28-45.ml') : anchorStore([])

    it('are all of those there', () => {
      const states = readdirSync(new URL('sods/', vectors)).map(name => `sods/${name}`)
      expect(Object.keys(securityObjects)).toEqual(expect.arrayContaining(states))
    })

    it.each(Object.entries(securityObjects))('%s holds, by its signer, and up to its CSCA', (path, expected) => {
      const [name, algorithm, day, issuer] = expected
      const verified = verifySod(bytesOf(path))
      if (!verified.ok) throw new Error(verified.error.message)
      const { signer, deviations, signerFrom } = verified.value
      expect(verified.value.algorithm).toBe(algorithm)
      expect(signer.subject.text.split(', ')).toContain(name)
      expect([signerFrom, deviations]).toEqual(['message', []])
      const { signingTime } = verified.value
      if (signingTime) expect(signingTime.toISOString().slice(0, 10)).toBe(day)

      const at = new Date(`${day}T12:00:00Z`)
      const chain = chainToAnchor(signer, german, { use: 'passport', at })
      if (!issuer) return expect(chain).toEqual({ outcome: 'no-anchor' })
      if (chain.outcome !== 'issued') throw new Error(chain.outcome)
      const { certificate } = chain.anchor
      expect(certificate.subject.text.split(', ')).toContain(issuer)
      expect(certificate.subject.country).toBe(signer.subject.country)
      for (const { notBefore, notAfter } of [signer, certificate]) expect(notBefore <= at && at <= notAfter).toBe(true)
    })

    it.each(Object.keys(securityObjects))('%s with one bit changed proves nothing', path => {
      const file = bytesOf(path)
      for (const at of [90, Math.floor(file.length / 3), Math.floor(file.length / 2), file.length - 9]) {
        const twin = verifySod(file.map((byte, i) => (i === at ? byte ^ 0x10 : byte)))
        const issued = twin.ok && chainToAnchor(twin.value.signer, german).outcome === 'issued'
        expect([at, issued]).toEqual([at, false])
      }
    })

    it('say what of them is deprecated: SHA-1 in two', () => {
      const weak = Object.keys(securityObjects).filter(path => {
        const verified = verifySod(bytesOf(path))
        return verified.ok && verified.value.weaknesses.join() === 'SHA-1'
      })
      expect(weak).toEqual(['sods/EF_SOD_RU.bin', 'bsi-tr03105-5-tsemrtd/EF_SOD.bin'])
    })

    it('BSI set of 2008: the SOD that JMRTD has too lists DG1, 2, 3 and 14 alone, so that DG4 can neither match nor differ', () => {
      const paths = ['bsi-tr03105-5-tsemrtd/EF_SOD.bin', 'jmrtd-resources/lds/bsi2008/EF_SOD.bin']
      const listed = paths.map(path => {
        const verified = verifySod(bytesOf(path))
        return verified.ok ? [...verified.value.securityObject.hashes.keys()] : verified.error
      })
      expect(listed[0]).toEqual(['DG1', 'DG2', 'DG3', 'DG14'])
      expect(listed[1]).toEqual(listed[0])
    })
  },
)
