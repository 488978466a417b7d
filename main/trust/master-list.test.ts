import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { authorityOf, defaultSeed } from '../../fixtures/country/authority.ts'
import { integer, octetString, sequence, setOf } from '../../fixtures/country/der.ts'
import { encodeSignedData } from '../../fixtures/country/signed-data.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { verifyMasterList } from './master-list.ts'

const { csca, signers } = authorityOf(defaultSeed)
const other = authorityOf('another country').csca
const listOf = (content: Uint8Array, type = '2.23.136.1.1.2') =>
  encodeSignedData(type, content, signers.current, '2026-01-01')
const good = sequence(integer(0), setOf(csca, other))

describe('a master list', () => {
  it('gives its certificates as they came', () => {
    const list = verifyMasterList(listOf(good))
    expect(list.ok && list.value.certificates.map(each => Buffer.from(each).toString('hex')).sort()).toEqual(
      [csca, other].map(each => Buffer.from(each).toString('hex')).sort(),
    )
  })

  it.each([
    ['of another content type', listOf(good, '2.23.136.1.1.1'), 'content of type 2.23.136.1.1.1'],
    ['of version 1', listOf(sequence(integer(1), setOf(csca))), 'CscaMasterList'],
    ['with a member more', listOf(sequence(integer(0), setOf(csca), integer(0))), 'more than 2 data objects'],
    ['with something else than certificates', listOf(sequence(integer(0), setOf(octetString(csca)))), 'something else'],
    ['with trailing bytes', listOf(Uint8Array.of(...good, 0)), 'trailing bytes'],
  ])('%s is malformed', (_, bytes, message) => {
    expect(verifyMasterList(bytes)).toMatchObject({ ok: false, error: { message: expect.stringContaining(message) } })
  })

  it('of which one byte was changed gives nothing', () => {
    const bytes = listOf(good)
    const at = Buffer.from(bytes).indexOf(other) + 200
    bytes[at] = (bytes[at] ?? 0) ^ 1
    expect(verifyMasterList(bytes)).toMatchObject({ ok: false, error: { tag: 'signed-hash-wrong' } })
  })
})

const german = '../shared/vectors/masterlists/DE_ML_2026-05-28-08-28-45.ml'
it.skipIf(!existsSync(german))(
  'the German list of 2026-05-28: every certificate parses (needs ../shared/vectors)',
  () => {
    const list = verifyMasterList(Uint8Array.from(readFileSync(german)))
    if (!list.ok) throw new Error(list.error.message)
    expect(list.value.algorithm).toBe('ECDSA brainpoolP256r1 SHA-256')
    expect(list.value.signer.subject.text).toContain('CN=CSCA Master List Signer')
    const parsed = list.value.certificates.map(each => parseCertificate(each))
    const certificates = parsed.flatMap(each =>
      each.ok && each.value.publicKey.ok && each.value.scheme.ok ? [each.value] : [],
    )
    expect([parsed.length, certificates.length]).toEqual([588, 588])
    expect(new Set(certificates.map(({ issuer }) => issuer.country)).size).toBe(112)
    const kinds = certificates.map(({ scheme }) => scheme.ok && scheme.value)
    const count = (kind: string, hash?: string) =>
      kinds.filter(scheme => scheme && scheme.kind === kind && (!hash || scheme.hash === hash)).length
    expect([count('rsa-pkcs1', 'SHA-256'), count('rsa-pss'), count('ecdsa')]).toEqual([268, 125, 151])
  },
)
