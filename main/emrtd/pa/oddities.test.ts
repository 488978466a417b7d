import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { authorityWith, type CountrySignature } from '../../../fixtures/country/algorithm-authority.ts'
import { authorityOf, cscaName } from '../../../fixtures/country/authority.ts'
import { type Name, signBareCertificate } from '../../../fixtures/country/certificate.ts'
import { oid, printableString, sequence, setOf, utf8String } from '../../../fixtures/country/der.ts'
import { encodeSignedData, type SignedDataForm } from '../../../fixtures/country/signed-data.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../../fixtures/country/sod.ts'
import { verifyCardSecurity } from '../lds/card-security.ts'
import { verifySod } from '../lds/sod.ts'
import { tlv } from '../tlv.ts'
import { isSignedBy, parseCertificate } from './certificate.ts'
import { idData, parseSignedData, verifySignedData } from './signed-data.ts'

const p256: CountrySignature = { kind: 'ecdsa', curve: 'P-256', hash: 'SHA-256' }
const { signer, csca } = authorityWith(p256)
const content = encodeLdsSecurityObject(new Map([[1, new Uint8Array(95).fill(0x41)]]))
const made = (form: SignedDataForm & { contentType?: string } = {}) => encodeSod(content, signer, '2024-05-10', form)

/** What verification says: deviations and weaknesses, or the error. */
function answerOf(file: Uint8Array, store: readonly Uint8Array[] = []) {
  const verified = verifySod(file, () => store.map(certificate))
  if (!verified.ok) return [verified.error.tag, verified.error.message]
  const { deviations, weaknesses, signerFrom } = verified.value
  return [...deviations, ...weaknesses, ...(signerFrom === 'store' ? ['from the store'] : [])]
}
function certificate(bytes: Uint8Array) {
  const parsed = parseCertificate(bytes)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const changed = (file: Uint8Array) => file.map((byte, i) => (i === file.length - 9 ? byte ^ 1 : byte))

describe('the signer', () => {
  const name = (...attributes: [string, Uint8Array][]) =>
    sequence(...attributes.map(([type, value]) => setOf(sequence(oid(type), value))))
  const { organisation, commonName } = cscaName

  it('is named by issuer and serial number, or by its key', () => {
    expect(answerOf(made())).toEqual([])
    expect(answerOf(made({ signerNamedBy: 'key' }))).toEqual([])
    expect(answerOf(changed(made({ signerNamedBy: 'key' })))).toContain('signature-wrong')
  })

  it.each([
    [
      'in other string types',
      name(
        ['2.5.4.6', utf8String('VN')],
        ['2.5.4.10', utf8String(organisation)],
        ['2.5.4.3', printableString(commonName)],
      ),
    ],
    [
      'in other letters and spaces',
      name(
        ['2.5.4.6', printableString('vn')],
        ['2.5.4.10', utf8String(`  ${organisation.toUpperCase().replace(' ', '   ')}`)],
        ['2.5.4.3', utf8String(commonName)],
      ),
    ],
    [
      'in another order',
      name(
        ['2.5.4.3', utf8String(commonName)],
        ['2.5.4.10', utf8String(organisation)],
        ['2.5.4.6', printableString('VN')],
      ),
    ],
  ])('may have its issuer written %s, which is said', (_, issuerName) => {
    expect(answerOf(made({ issuerName }))).toEqual(['signer-name-differs'])
    expect(answerOf(changed(made({ issuerName })))).toContain('signature-wrong')
  })

  it('is not one of another name or serial number', () => {
    const issuerName = name(
      ['2.5.4.6', printableString('VN')],
      ['2.5.4.10', utf8String(organisation)],
      ['2.5.4.3', utf8String(`${commonName}2`)],
    )
    expect(answerOf(made({ issuerName }))[0]).toBe('signer-missing')
    expect(answerOf(encodeSod(content, { ...signer, serial: Uint8Array.of(9) }, '2024-05-10'))[0]).toBe(
      'signer-missing',
    )
  })

  it('is found among several certificates, wherever it stands', () => {
    const other = authorityOf('oddities').signers.current.certificate
    expect(answerOf(made({ certificates: [csca, other, signer.certificate] }))).toEqual([])
    expect(answerOf(made({ certificates: [signer.certificate, csca, other] }))).toEqual([])
    expect(answerOf(made({ certificates: [csca, other] }))[0]).toBe('signer-missing')
  })

  it('comes from the store where the file brings no certificate, by the key or name that the file says', () => {
    const file = made({ certificates: [] })
    expect(answerOf(file)[0]).toBe('signer-missing')
    expect(answerOf(file, [csca, signer.certificate])).toEqual(['from the store'])
    expect(answerOf(made({ certificates: [], signerNamedBy: 'key' }), [signer.certificate])).toEqual(['from the store'])
    expect(verifySod(file)).toMatchObject({
      error: { tag: 'signer-missing', signerId: { serial: '4107', issuerKey: certificate(csca).subject.key } },
    })
    // What the desk has and did not sign is still not the signer.
    expect(answerOf(changed(file), [signer.certificate])[0]).toBe('signer-missing')
  })

  it('comes from the store only if it is not inside, and is the one of several under a name that signed', () => {
    const twin = authorityWith({ ...p256, curve: 'P-384' }).signer.certificate
    const file = made({ certificates: [] })
    expect(answerOf(file, [twin, signer.certificate])).toEqual(['from the store'])
    expect(answerOf(file, [twin])[0]).toBe('signer-missing')
    expect(answerOf(made({ certificates: [twin] }), [signer.certificate])[0]).toBe('signature-wrong')
  })

  it('may have a certificate without any extension', () => {
    const { signer: usual } = authorityWith(p256)
    const issuer: Name = cscaName
    const bare = signBareCertificate({
      serial: usual.serial,
      issuer,
      subject: { ...issuer, commonName: 'TEST DS bare' },
      validFrom: '2021-01-01',
      validTo: '2035-01-01',
      keyUsedUntil: '2027-01-01',
      key: usual.key,
      issuerKey: usual.key,
    })
    expect(answerOf(made({ certificates: [bare] }))).toEqual([])
    expect(isSignedBy(certificate(bare), certificate(usual.certificate))).toBe(true)
    const { subjectKeyId, authorityKeyId, keyUsage, basicConstraints } = certificate(bare)
    expect([subjectKeyId, authorityKeyId, keyUsage, basicConstraints]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('the message', () => {
  it('may leave its lengths open everywhere, and have its strings in segments', () => {
    const file = made({ lengths: 'indefinite' })
    expect(bytesToHex(file).match(/80(?=3080|a080|3180|2480|06)/g)?.length).toBeGreaterThan(4)
    expect(answerOf(file)).toEqual(['attributes-not-der'])
    const open = concatBytes(hexToBytes('7780'), file.subarray(file[1] === 0x82 ? 4 : 3), hexToBytes('0000'))
    expect(answerOf(open)).toEqual(['attributes-not-der'])
    expect(answerOf(concatBytes(open, Uint8Array.of(0)))[0]).toBe('malformed')
    expect(answerOf(made({ lengths: 'indefinite', attributes: 'absent', contentType: idData, version: 1 }))).toEqual([
      'attributes-missing',
      'content-type-differs',
    ])
    const digest = content.subarray(-32)
    const at = Buffer.from(file).indexOf(digest.subarray(0, 20))
    expect(answerOf(file.map((byte, i) => (i === at ? byte ^ 1 : byte)))[0]).toBe('signed-hash-wrong')
  })

  it.each(['as-sent', 'as-der'] as const)('may have its attributes in another order, signed %s', attributes => {
    expect(answerOf(made({ attributes }))).toEqual(['attributes-not-der'])
    expect(answerOf(changed(made({ attributes })))[0]).toBe('signature-wrong')
  })

  it.each([
    ['1.3.27.1.1.1', []],
    ['1.2.528.1.1006.1.20.1', []],
    [idData, ['version-differs']],
  ])('may be of the type %s, which is said', (contentType, also) => {
    expect(answerOf(made({ contentType }))).toEqual([...also, 'content-type-differs'])
  })

  it('has version 1 if it is id-data and its signer is named by issuer, 3 otherwise', () => {
    expect(answerOf(made({ contentType: idData, version: 1 }))).toEqual(['content-type-differs'])
    expect(answerOf(made({ contentType: idData, signerNamedBy: 'key' }))).toEqual(['content-type-differs'])
    expect(answerOf(made({ contentType: idData, signerNamedBy: 'key', version: 1 }))[0]).toBe('malformed')
    for (const version of [0, 1, 2, 4, 5]) expect(answerOf(made({ version }))[0]).toBe('malformed')
  })

  it('is of no other type, and no list or EF.CardSecurity is id-data', () => {
    expect(answerOf(made({ contentType: '0.4.0.127.0.7.3.2.1' }))[0]).toBe('malformed')
    const card = encodeSignedData(idData, setOf(), signer, '2024-05-10')
    expect(verifyCardSecurity(card)).toMatchObject({ error: { tag: 'malformed' } })
  })

  it('may have three hashes: of the data groups, of the object, and in the signature', () => {
    const { signer: p384 } = authorityWith({ ...p256, curve: 'P-384', hash: 'SHA-384' })
    const object = encodeLdsSecurityObject(new Map([[1, new Uint8Array(9)]]), 'SHA-224')
    const file = encodeSod(object, p384, '2024-05-10', { digest: 'SHA-512' })
    expect(verifySod(file)).toMatchObject({
      value: { algorithm: 'ECDSA P-384 SHA-384', securityObject: { hashAlgorithm: 'SHA-224' }, weaknesses: [] },
    })
  })

  it('says its signing time only if it has one', () => {
    expect(verifySod(made())).toMatchObject({ value: { signingTime: new Date('2024-05-10') } })
    const bare = verifySod(made({ contentType: idData, version: 1, attributes: 'absent' }))
    expect(bare.ok && 'signingTime' in bare.value).toBe(false)
  })
})

// RFC 5652 §5.3 has attributes for all but id-data. Where there are none, the signature is over the content: what another message has signed as
// attributes could be passed off as content, and the other way round.
describe('a message without signed attributes', () => {
  const bare = (contentType: string, bytes = content) =>
    encodeSignedData(contentType, bytes, signer, '2024-05-10', {
      attributes: 'absent',
      version: contentType === idData ? 1 : 3,
    })

  it('is accepted for id-data alone, and said', () => {
    expect(answerOf(tlv(0x77, bare(idData)))).toEqual(['attributes-missing', 'content-type-differs'])
    expect(answerOf(changed(tlv(0x77, bare(idData))))[0]).toBe('signature-wrong')
    const at = Buffer.from(bare(idData)).indexOf(content) + content.length - 3
    const other = bare(idData).map((byte, i) => (i === at ? byte ^ 1 : byte))
    expect(answerOf(tlv(0x77, other))[0]).toBe('signature-wrong')
    expect(answerOf(tlv(0x77, bare('2.23.136.1.1.1')))).toEqual(['malformed', 'no signed attributes'])
    const card = encodeSignedData('0.4.0.127.0.7.3.2.1', setOf(), signer, '2024-05-10')
    expect(verifyCardSecurity(card).ok).toBe(true)
    expect(verifyCardSecurity(bare('0.4.0.127.0.7.3.2.1', setOf()))).toMatchObject({
      error: { message: 'no signed attributes' },
    })
  })

  it('cannot be made of the signed attributes of another', () => {
    const genuine = parseSignedData(encodeSignedData('2.23.136.1.1.1', content, signer, '2024-05-10'))
    const [attributes] = (genuine.ok && genuine.value.attributes?.forms) || []
    if (!genuine.ok || !attributes) throw new Error('no attributes')
    // The genuine signature over the attributes, with these as content.
    const forged = encodeSignedData(
      idData,
      attributes,
      { ...signer, key: { ...signer.key, sign: () => genuine.value.signature } as typeof signer.key },
      '2024-05-10',
      { attributes: 'absent', version: 1 },
    )
    expect(verifySignedData(forged, [idData])).toMatchObject({
      error: { tag: 'malformed', message: 'no signed attributes, and content that could be some' },
    })
  })

  it('gives no attributes to another: the content of no EF.SOD is a set of attributes', () => {
    const genuine = parseSignedData(bare(idData))
    if (!genuine.ok) throw new Error(genuine.error.message)
    expect(genuine.value.content[0]).toBe(0x30)
    const forged = encodeSignedData(
      '2.23.136.1.1.1',
      content,
      { ...signer, key: { ...signer.key, sign: () => genuine.value.signature } as typeof signer.key },
      '2024-05-10',
    )
    expect(answerOf(tlv(0x77, forged))[0]).toBe('signature-wrong')
  })

  it('does not name two hashes', () => {
    const file = encodeSignedData(idData, content, signer, '2024-05-10', {
      attributes: 'absent',
      version: 1,
      digest: 'SHA-512',
    })
    expect(answerOf(tlv(0x77, file))).toEqual(['malformed', 'no signed attributes, and two hash algorithms'])
  })
})

describe('what is deprecated verifies and is said', () => {
  it.each<[string, CountrySignature, string[]]>([
    ['SHA-1', { ...p256, hash: 'SHA-1' }, ['SHA-1']],
    ['a short RSA key', { kind: 'rsa', padding: 'pkcs1', bits: 1024, exponent: 65537, hash: 'SHA-256' }, ['RSA 1024']],
    ['a short curve', { ...p256, curve: 'P-192' }, ['P-192']],
    ['brainpoolP192r1 and SHA-1', { ...p256, curve: 'brainpoolP192r1', hash: 'SHA-1' }, ['SHA-1', 'brainpoolP192r1']],
    ['nothing', { ...p256, curve: 'brainpoolP224r1', hash: 'SHA-224' }, []],
  ])('%s', (_, signature, weaknesses) => {
    const country = authorityWith(signature)
    expect(answerOf(encodeSod(content, country.signer, '2024-05-10'))).toEqual(weaknesses)
  })

  it('SHA-1 of the content or of the data groups alone', () => {
    expect(answerOf(made({ digest: 'SHA-1' }))).toEqual(['SHA-1'])
    const object = encodeLdsSecurityObject(new Map([[1, new Uint8Array(9)]]), 'SHA-1')
    expect(answerOf(encodeSod(object, signer, '2024-05-10'))).toEqual(['SHA-1'])
    expect(answerOf(encodeSod(object, signer, '2024-05-10', { digest: 'SHA-1' }))).toEqual(['SHA-1'])
  })
})
