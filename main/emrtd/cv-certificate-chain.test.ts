import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type CvCertificateRequest, type CvKey, signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { chooseCvChain } from './cv-certificate-chain.ts'

const ecKey = (first: number): CvKey => ({
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'brainpoolP256r1',
  privateKey: Uint8Array.from({ length: 32 }, (_, i) => i + first),
})
const rsaKey = (): CvKey => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const pkcs8 = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))
  return { kind: 'rsa', algorithm: 'RSA-PSS-SHA-256', pkcs8 }
}

const keys = {
  UTCVCA00001: ecKey(1),
  UTCVCA00002: ecKey(2),
  UTCVCA00003: ecKey(3),
  UTDVDE00001: ecKey(4),
  UTDVDE00002: ecKey(5),
  UTIS00001: ecKey(6),
  UTIS00002: ecKey(7),
}
type Holder = keyof typeof keys
const today = '2026-06-15'

function certificate(authority: Holder, holder: Holder, changes: Partial<CvCertificateRequest> = {}) {
  const role = holder.includes('CVCA') ? 'CVCA' : holder.includes('DV') ? 'domestic DV' : 'IS'
  return signCvCertificate({
    authority,
    holder,
    role,
    rights: 0x03,
    effective: '2026-01-01',
    expires: '2026-12-31',
    key: keys[holder],
    issuerKey: keys[authority],
    ...changes,
  })
}
const dv = certificate('UTCVCA00002', 'UTDVDE00001')
const is = certificate('UTDVDE00001', 'UTIS00001')
const cvca = certificate('UTCVCA00002', 'UTCVCA00002')
const link = certificate('UTCVCA00001', 'UTCVCA00002')

const holders = (...args: Parameters<typeof chooseCvChain>) => {
  const chain = chooseCvChain(...args)
  return chain.ok ? chain.value.certificates.map(each => each.holder).join(' ') : chain.error.message
}

describe('chain', () => {
  it('goes from the trust point to the inspection system, whatever the order of the files', () => {
    for (const files of [
      [dv, is],
      [is, dv],
      [cvca, dv, is],
      [is, link, dv, cvca],
    ])
      expect(holders(['UTCVCA00002'], files, today)).toBe('UTDVDE00001 UTIS00001')
  })

  it('names its holder and what the whole of it may read', () => {
    expect(chooseCvChain(['UTCVCA00002'], [dv, is], today)).toMatchObject({
      ok: true,
      value: { holder: 'UTIS00001', reads: ['DG3', 'DG4'] },
    })
    const fingers = certificate('UTCVCA00002', 'UTDVDE00001', { rights: 0x01 })
    expect(chooseCvChain(['UTCVCA00002'], [fingers, is], today)).toMatchObject({ ok: true, value: { reads: ['DG3'] } })
    const none = certificate('UTDVDE00001', 'UTIS00001', { rights: 0 })
    expect(chooseCvChain(['UTCVCA00002'], [dv, none], today)).toMatchObject({ ok: true, value: { reads: [] } })
  })

  it('leads over links where the chip knows an older key only, and prefers its current one', () => {
    const newer = certificate('UTCVCA00002', 'UTCVCA00003')
    const newerDv = certificate('UTCVCA00003', 'UTDVDE00001')
    expect(holders(['UTCVCA00001'], [link, dv, is], today)).toBe('UTCVCA00002 UTDVDE00001 UTIS00001')
    expect(holders(['UTCVCA00001'], [newerDv, newer, link, is], today)).toBe(
      'UTCVCA00002 UTCVCA00003 UTDVDE00001 UTIS00001',
    )
    expect(holders(['UTCVCA00002', 'UTCVCA00001'], [link, dv, is], today)).toBe('UTDVDE00001 UTIS00001')
    expect(holders(['UTCVCA00003', 'UTCVCA00002'], [link, dv, is], today)).toBe('UTDVDE00001 UTIS00001')
  })

  it('tells apart one verifier certified by two authorities', () => {
    const other = certificate('UTCVCA00003', 'UTDVDE00001', { role: 'foreign DV' })
    const chain = chooseCvChain(['UTCVCA00003'], [dv, other, is], today)
    expect(chain).toMatchObject({
      ok: true,
      value: { certificates: [{ authority: 'UTCVCA00003' }, { holder: 'UTIS00001' }] },
    })
  })

  it('takes the system with more rights, then the one that lasts longer', () => {
    const second = (changes: Partial<CvCertificateRequest>) => certificate('UTDVDE00001', 'UTIS00002', changes)
    expect(holders(['UTCVCA00002'], [dv, is, second({ rights: 0x01, expires: '2027-12-31' })], today)).toMatch(
      /UTIS00001$/,
    )
    expect(holders(['UTCVCA00002'], [dv, is, second({ expires: '2027-12-31' })], today)).toMatch(/UTIS00002$/)
    expect(holders(['UTCVCA00002'], [dv, is, second({ expires: '2026-11-30' })], today)).toMatch(/UTIS00001$/)
    expect(
      holders(
        ['UTCVCA00002'],
        [dv, certificate('UTDVDE00001', 'UTIS00001', { expires: '2026-05-31' }), second({})],
        today,
      ),
    ).toMatch(/UTIS00002$/)
  })

  it('with RSA keys', () => {
    const [first, second] = [rsaKey(), rsaKey()]
    const files = [
      certificate('UTCVCA00002', 'UTCVCA00002', { key: first, issuerKey: first }),
      certificate('UTCVCA00002', 'UTDVDE00001', { key: second, issuerKey: first }),
      certificate('UTDVDE00001', 'UTIS00001', { issuerKey: second }),
    ]
    expect(holders(['UTCVCA00002'], files, today)).toBe('UTDVDE00001 UTIS00001')
    const forged = certificate('UTDVDE00001', 'UTIS00001', { issuerKey: first })
    expect(holders(['UTCVCA00002'], files.with(2, forged), today)).toBe(
      'signature of CV certificate UTIS00001 is wrong',
    )
  })
})

describe('no chain', () => {
  const none = 'no certificate chain to UTCVCA00002'

  it('is AccessUnsupported', () => {
    expect(chooseCvChain(['UTCVCA00002'], [], today)).toEqual({
      ok: false,
      error: { tag: 'AccessUnsupported', message: none },
    })
  })

  it('without a file in between, a system, or a trust point', () => {
    for (const files of [[dv], [is], [cvca, link], [certificate('UTCVCA00001', 'UTDVDE00001'), is]])
      expect(holders(['UTCVCA00002'], files, today)).toBe(none)
    expect(holders([], [dv, is], today)).toBe('no certificate chain to a trust point')
  })

  it('where somebody certifies whom he may not', () => {
    const direct = certificate('UTCVCA00002', 'UTIS00001')
    expect(holders(['UTCVCA00002'], [direct], today)).toBe('UTIS00001 is issued by a CVCA itself')
    const twice = [dv, certificate('UTDVDE00001', 'UTDVDE00002'), certificate('UTDVDE00002', 'UTIS00001')]
    expect(holders(['UTCVCA00002'], twice, today)).toBe(none)
    const below = [dv, is, certificate('UTIS00001', 'UTIS00002', { rights: 0x03 })]
    expect(holders(['UTCVCA00002'], below, today)).toBe('UTDVDE00001 UTIS00001')
    const raised = [
      dv,
      certificate('UTDVDE00001', 'UTCVCA00003'),
      certificate('UTCVCA00003', 'UTDVDE00002'),
      certificate('UTDVDE00002', 'UTIS00001'),
    ]
    expect(holders(['UTCVCA00002'], raised, today)).toBe(none)
  })

  it('outside the time of a verifier or system, its last day being within', () => {
    for (const [day, message] of [
      ['2026-12-31', 'UTDVDE00001 UTIS00001'],
      ['2027-01-01', 'CV certificate UTDVDE00001 expired 2026-12-31'],
      ['2026-01-01', 'UTDVDE00001 UTIS00001'],
      ['2025-12-31', 'CV certificate UTDVDE00001 begins 2026-01-01'],
    ] as const)
      expect(holders(['UTCVCA00002'], [dv, is], day)).toBe(message)
    const ended = certificate('UTDVDE00001', 'UTIS00001', { expires: '2026-06-14' })
    expect(holders(['UTCVCA00002'], [dv, ended], today)).toBe('CV certificate UTIS00001 expired 2026-06-14')
    const old = certificate('UTCVCA00001', 'UTCVCA00002', { expires: '2026-01-02' })
    expect(holders(['UTCVCA00001'], [old, dv, is], today)).toBe('UTCVCA00002 UTDVDE00001 UTIS00001')
  })

  it('with a wrong signature, as far as the keys are there', () => {
    const forgedDv = certificate('UTCVCA00002', 'UTDVDE00001', { issuerKey: keys.UTCVCA00003 })
    const forgedIs = certificate('UTDVDE00001', 'UTIS00001', { issuerKey: keys.UTCVCA00003 })
    const forgedLink = certificate('UTCVCA00001', 'UTCVCA00002', { issuerKey: keys.UTCVCA00003 })
    const wrong = (holder: string) => `signature of CV certificate ${holder} is wrong`
    expect(holders(['UTCVCA00002'], [cvca, forgedDv, is], today)).toBe(wrong('UTDVDE00001'))
    expect(holders(['UTCVCA00002'], [cvca, dv, forgedIs], today)).toBe(wrong('UTIS00001'))
    expect(holders(['UTCVCA00001'], [link, forgedDv, is], today)).toBe(wrong('UTDVDE00001'))
    const first = certificate('UTCVCA00001', 'UTCVCA00001')
    expect(holders(['UTCVCA00001'], [first, forgedLink, dv, is], today)).toBe(wrong('UTCVCA00002'))
    expect(
      holders(
        ['UTCVCA00002'],
        [certificate('UTCVCA00002', 'UTCVCA00002', { issuerKey: keys.UTIS00001 }), dv, is],
        today,
      ),
    ).toBe(wrong('UTCVCA00002'))
    const forgedCvca = certificate('UTCVCA00002', 'UTCVCA00002', { issuerKey: keys.UTIS00001 })
    expect(holders(['UTCVCA00002'], [forgedCvca, cvca, dv, is], today)).toBe('UTDVDE00001 UTIS00001')
    // Without the certificate of the trust point nobody but the chip has its key.
    expect(holders(['UTCVCA00002'], [forgedDv, is], today)).toBe('UTDVDE00001 UTIS00001')
    expect(holders(['UTCVCA00002'], [cvca, forgedDv, dv, is], today)).toBe('UTDVDE00001 UTIS00001')
  })

  it('and no loop, where certificates issue one another', () => {
    const round = [certificate('UTCVCA00003', 'UTCVCA00001'), certificate('UTCVCA00001', 'UTCVCA00003')]
    const files = [...round, certificate('UTCVCA00003', 'UTDVDE00001'), is]
    expect(holders(['UTCVCA00002'], files, today)).toBe(none)
    const many = Array.from({ length: 30 }, (_, i) => certificate('UTCVCA00003', 'UTCVCA00003', { rights: i }))
    const crowd = Array.from({ length: 30 }, (_, i) => certificate('UTCVCA00001', 'UTCVCA00003', { rights: i }))
    const back = Array.from({ length: 30 }, (_, i) => certificate('UTCVCA00003', 'UTCVCA00001', { rights: i }))
    expect(
      holders(['UTCVCA00002'], [...many, ...crowd, ...back, certificate('UTCVCA00003', 'UTDVDE00001'), is], today),
    ).toBe(none)
  }, 20_000)

  it('for a file that is no certificate', () => {
    expect(chooseCvChain(['UTCVCA00002'], [dv, is, is.subarray(1)], today)).toMatchObject({
      ok: false,
      error: { tag: 'ProtocolTlv' },
    })
  })
})
