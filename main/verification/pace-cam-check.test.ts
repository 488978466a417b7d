import { existsSync, readFileSync } from 'node:fs'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { describe, expect, it } from 'vitest'
import { authorityOf, cscaName, defaultSeed } from '../../fixtures/country/authority.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { encodeCardSecurity } from '../../fixtures/country/card-security.ts'
import { signDocumentSignerCertificate } from '../../fixtures/country/certificate.ts'
import { integer, oid, sequence, setOf } from '../../fixtures/country/der.ts'
import { deriveKey, explicitPublicKeyInfo } from '../../fixtures/country/elliptic-key.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { curveByName, encodePoint } from '../crypto/curves.ts'
import { verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { decodeEvidence, encodeEvidence } from './evidence.ts'
import type { PolicyName } from './policy.ts'
import { verifyRead } from './verify-read.ts'

const mai = personas[0] as (typeof personas)[number]
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const at = new Date('2026-11-21T03:00:00Z')
const { current, expired, revoked } = authorityOf(defaultSeed).signers
const stranger = authorityOf('another country').signers.current
/** Names the key of the anchor as its issuer, and was signed with another. */
const forger = (() => {
  const csca = deriveKey('brainpoolP512r1', defaultSeed, 'CSCA')
  const issuerKey = { ...csca, privateKey: deriveKey('brainpoolP512r1', 'forger', 'CSCA').privateKey }
  const own = deriveKey('brainpoolP256r1', 'forger', 'DS')
  const subject = { ...cscaName, commonName: 'TEST DS forged' }
  const period = { validFrom: '2021-01-01', validTo: '2035-01-01', keyUsedUntil: '2027-01-01' }
  const request = { serial: Uint8Array.of(0x42), issuer: cscaName, subject, ...period, key: own, issuerKey }
  return { ...current, certificate: signDocumentSignerCertificate(request), serial: request.serial, key: own }
})()
const curve = curveByName('brainpoolP256r1')
const chipKey = deriveKey('brainpoolP256r1', defaultSeed, 'CAM key of the test')
const infos = setOf(sequence(oid('0.4.0.127.0.7.2.2.1.2'), explicitPublicKeyInfo(chipKey)))

/** As a chip computes it, 9303-11 §4.4.3.5.1: CA_IC = SK_IC⁻¹ · SK_Map,IC mod n. */
function transcript(privateKey = chipKey.privateKey) {
  const { Fn, BASE } = curve.Point
  const mapping = 0x1234567890abcdefn
  const data = Fn.mul(Fn.inv(bytesToNumberBE(privateKey)), mapping)
  return { chipAuthenticationData: numberToBytesBE(data, 32), mappingKey: encodePoint(BASE.multiply(mapping)) }
}

const cardAccess = setOf(sequence(oid('0.4.0.127.0.7.2.2.4.6.2'), integer(2), integer(13)))
const { image } = issueCard(mai, { hostile: 'no-chip-keys' })
const named: [FileId, number][] = [
  ['SOD', 0x011d],
  ['COM', 0x011e],
  ['DG1', 0x0101],
  ['DG2', 0x0102],
  ['DG13', 0x010d],
]
const files = named.map(([id, fid]) => [id, image.files.get(fid) ?? new Uint8Array()] as const)

function read(cardSecurity: Uint8Array | undefined, mapping: ReturnType<typeof transcript> | undefined): CardRead {
  return {
    at: at.toISOString(),
    access: {
      protocol: 'PACE',
      mapping: 'CAM',
      cipher: 'AES-128',
      password: 'CAN',
      parameters: 'brainpoolP256r1',
      ...(mapping && { chipAuthenticationMapping: mapping }),
      attempts: [{ protocol: 'PACE', password: 'CAN', outcome: 'completed' }],
    },
    files: new Map([
      ...files,
      ['CardAccess', cardAccess],
      ...(cardSecurity ? [['CardSecurity', cardSecurity] as const] : []),
    ]),
    notRead: [{ file: 'DG3', reason: 'protected' }],
    timings: {},
    apdu: { count: 1, bytesOut: 1, bytesIn: 1, readSize: 223 },
  }
}
const check = (given: CardRead, policy: PolicyName = 'demo') => {
  const { report } = verifyRead(given, { anchors, policy, at })
  const cam = report.checks.find(({ id }) => id === 'chip.pace-cam')
  return { verdict: report.verdict, cam: `${cam?.result} ${cam?.reason}`, report }
}
const genuine = encodeCardSecurity(infos, current, '2024-01-01')

describe('PACE with chip authentication mapping', () => {
  it('proves the chip by EF.CardSecurity of the same signer', () => {
    const { verdict, cam, report } = check(read(genuine, transcript()))
    expect([verdict, cam]).toEqual(['authentic', 'successful not-third-party-verifiable'])
    expect(report.checks.filter(({ id }) => id === 'sod.signature').map(each => each.detail)).toEqual([
      'ECDSA brainpoolP256r1 SHA-256',
      'EF.CardSecurity ECDSA brainpoolP256r1 SHA-256',
    ])
  })

  it.each([
    [
      'another private key',
      genuine,
      transcript(deriveKey('brainpoolP256r1', 'x', 'y').privateKey),
      'cloned',
      'failed chip-session-wrong',
    ],
    [
      'data of zero',
      genuine,
      { ...transcript(), chipAuthenticationData: new Uint8Array(32) },
      'cloned',
      'failed chip-session-wrong',
    ],
    [
      'data above the order',
      genuine,
      { ...transcript(), chipAuthenticationData: new Uint8Array(32).fill(255) },
      'cloned',
      'failed chip-session-wrong',
    ],
    [
      'a mapping key off the curve',
      genuine,
      {
        ...transcript(),
        mappingKey: Uint8Array.from(transcript().mappingKey, (byte, i) => (i === 40 ? byte ^ 1 : byte)),
      },
      'cloned',
      'failed chip-session-wrong',
    ],
    ['no data at all', genuine, undefined, 'cloned', 'failed chip-refused'],
    ['no EF.CardSecurity', undefined, transcript(), 'intact', 'undetermined not-read'],
    [
      'a file of an unknown issuer',
      encodeCardSecurity(infos, stranger, '2024-01-01'),
      transcript(),
      'intact',
      'undetermined no-anchor',
    ],
    [
      'a file of an expired signer',
      encodeCardSecurity(infos, expired, '2024-01-01'),
      transcript(),
      'intact',
      'undetermined expired',
    ],
    [
      'a file without a key',
      encodeCardSecurity(cardAccess, current, '2024-01-01'),
      transcript(),
      'intact',
      'undetermined no-chip-key',
    ],
    [
      'a changed file',
      Uint8Array.from(genuine, (byte, i) => (i === 120 ? byte ^ 1 : byte)),
      transcript(),
      'altered',
      'undetermined key-not-signed',
    ],
  ] as const)('with %s is not authentic', (_, cardSecurity, mapping, verdict, cam) => {
    const given = check(read(cardSecurity, mapping))
    expect([given.verdict, given.cam]).toEqual([verdict, cam])
  })

  it('with a file of a revoked signer proves nothing, and is refused', () => {
    const { csca, revocationList } = issuePublicTrust()
    const file = { name: 'country.test.cer', bytes: csca }
    const given = read(encodeCardSecurity(infos, revoked, '2024-01-01'), transcript())
    const camOf = (revocationLists: Uint8Array[]) => {
      const context = { anchors: anchorStore([file], { revocationLists }), policy: 'demo', at } as const
      const { checks, verdict } = verifyRead(given, context).report
      return [checks.find(({ id }) => id === 'chip.pace-cam')?.reason, verdict]
    }
    expect(camOf([])).toEqual(['not-third-party-verifiable', 'authentic'])
    expect(camOf([revocationList])).toEqual(['signer-revoked', 'refused'])
  })

  it('proves the chip by DG14 too, where EF.SOD covers it and EF.CardSecurity was not read', () => {
    const card = issueCard(mai, { profile: 'cam' })
    const key = card.image.chipAuthenticationMappingKey ?? new Uint8Array()
    const withDg14 = (mapping: ReturnType<typeof transcript>, cardSecurity?: Uint8Array) => {
      const given = read(undefined, mapping)
      const own = [...named, ['DG14', 0x010e], ['DG15', 0x010f]] as [FileId, number][]
      const held = own.map(([id, fid]) => [id, card.image.files.get(fid) ?? new Uint8Array()] as const)
      const files = new Map<FileId, Uint8Array>([...held, ['CardAccess', card.image.cardAccess ?? new Uint8Array()]])
      return { ...given, files: cardSecurity ? files.set('CardSecurity', cardSecurity) : files }
    }
    expect(check(withDg14(transcript(key))).cam).toBe('successful not-third-party-verifiable')
    expect(check(withDg14(transcript())).cam).toBe('undetermined not-read')
    // EF.CardSecurity speaks first: one of an unknown issuer says nothing, one that forges the anchor's key says it all.
    const unknown = encodeCardSecurity(infos, stranger, '2024-01-01')
    expect(check(withDg14(transcript(key), unknown)).cam).toBe('successful not-third-party-verifiable')
    const forged = encodeCardSecurity(infos, forger, '2024-01-01')
    expect(check(withDg14(transcript(key), forged)).cam).toBe('failed issuer-signature-wrong')
  })

  it('shows a downgrade that only EF.CardSecurity knows of', () => {
    const others = setOf(
      sequence(oid('0.4.0.127.0.7.2.2.1.2'), explicitPublicKeyInfo(chipKey)),
      sequence(oid('0.4.0.127.0.7.2.2.4.6.4'), integer(2), integer(16)),
    )
    const { verdict, report } = check(read(encodeCardSecurity(others, current, '2024-01-01'), transcript()))
    expect(verdict).toBe('refused')
    expect(report.checks.find(({ id }) => id === 'access.pace')).toMatchObject({
      result: 'failed',
      reason: 'downgraded',
      detail: 'EF.CardAccess differs from EF.CardSecurity',
    })
  })

  it('is proven again from the evidence', () => {
    const given = read(genuine, transcript())
    const decoded = decodeEvidence(encodeEvidence(given, check(given).report))
    expect(decoded.ok && check(decoded.value.read).cam).toBe('successful not-third-party-verifiable')
  })
})

// A SET signed as it is could be the signed attributes of another message (RFC 5652 §5.3 wants attributes for all but id-data).
const dump = '../shared/vectors/jmrtd-resources/efcardsecurity/efcardsecurity.dump'
it.skipIf(!existsSync(dump))(
  'an EF.CardSecurity without signed attributes is refused (needs ../shared/vectors)',
  () => {
    expect(verifyCardSecurity(Uint8Array.from(readFileSync(dump)))).toEqual({
      ok: false,
      error: { tag: 'malformed', message: 'no signed attributes' },
    })
  },
)
