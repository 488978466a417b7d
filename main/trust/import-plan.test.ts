import { describe, expect, it } from 'vitest'
import { authorityOf } from '../../fixtures/country/authority.ts'
import { context, integer, oid, sequence, setOf } from '../../fixtures/country/der.ts'
import { type IssuerKey, issuerLine, revocationListUnder, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { encodeSignedData } from '../../fixtures/country/signed-data.ts'
import { signingKey } from '../../fixtures/services/registry/registry-signing.ts'
import { fingerprintOf } from './anchor.ts'
import { joinRecords, looseRecords } from './anchor-store.ts'
import type { ImportLine, ImportOptions } from './import-draft.ts'
import { type ImportPlan, planImport } from './import-plan.ts'
import { encodePem } from './pem.ts'
import { emptyIndex, type TrustIndex } from './trust-index.ts'
import { trustOfRecords } from './trust-records.ts'
import { emptyTrustStore, type TrustStore } from './trust-store.ts'

const long = { validFrom: '2020-01-01', validTo: '2038-01-01' }
const lineOf = (seed: string, state: string, commonName = 'Invented CSCA') => {
  const name = { state, organisation: 'Invented', commonName }
  const [old, next] = issuerLine(seed, name, [long, { validFrom: '2024-01-01', validTo: '2039-01-01' }])
  if (!old || !next?.link) throw new Error('two keys')
  return { old, next, link: next.link }
}
const { old, next, link } = lineOf('import test', 'VN')
const abroad = lineOf('import test abroad', 'LA')
const ofPassports = lineOf('import test passports', 'VN', 'Invented Passport CSCA').old
const signer = signerUnder(old, 'import signer', long)
const at = new Date('2026-11-21T00:00:00Z')
const options: ImportOptions = { confirmed: new Set(), registryKeys: {}, at, by: 'tester' }

/** A store in memory with anchors put there by hand. */
function storeWith(files: Record<string, Uint8Array> = {}, index: Partial<TrustIndex> = {}): TrustStore {
  const loose = Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
  const empty = emptyTrustStore('')
  const records = joinRecords(empty.records, looseRecords(loose))
  return { ...empty, loose, records, index: { ...emptyIndex, ...index }, trust: trustOfRecords(records) }
}
const plan = (
  files: Record<string, Uint8Array | string>,
  given: Partial<ImportOptions> = {},
  store = storeWith(),
): ImportPlan => {
  const named = Object.entries(files).map(([name, content]) => ({
    name,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
  }))
  return planImport(store, named, { ...options, ...given })
}
const said = ({ lines }: ImportPlan) =>
  lines.map(({ what, state, kind }) => [what, state, kind].filter(Boolean).join(' '))
const only = ({ lines }: ImportPlan): ImportLine => {
  const [line, ...more] = lines
  if (!line || more.length > 0) throw new Error(JSON.stringify(lines))
  return line
}
const stored = ({ change }: ImportPlan) => (change?.files ?? []).map(({ kind }) => kind)

/** PKCS #7 without signers (RFC 8551 §3.8). */
const bagOf = (certificates: Uint8Array[], lists: Uint8Array[] = []) =>
  sequence(
    oid('1.2.840.113549.1.7.2'),
    context(
      0,
      sequence(
        integer(1),
        setOf(),
        sequence(oid('1.2.840.113549.1.7.1')),
        ...(certificates.length > 0 ? [context(0, ...certificates)] : []),
        ...(lists.length > 0 ? [context(1, ...lists)] : []),
        setOf(),
      ),
    ),
  )

describe('containers', () => {
  const as = { as: 'identity-card' } as const

  it.each<[string, Uint8Array | string]>([
    ['DER', old.csca],
    ['PEM', encodePem('CERTIFICATE', old.csca)],
    [
      'PEM with words and CRLF around it',
      `subject: x\r\n${encodePem('CERTIFICATE', old.csca).replaceAll('\n', '\r\n')}end`,
    ],
    ['PKCS #7 in DER', bagOf([old.csca])],
    ['PKCS #7 in PEM', encodePem('PKCS7', bagOf([old.csca]))],
  ])('%s gives its certificate', (_, content) => {
    const found = plan({ 'file.bin': content }, as)
    expect(said(found)).toEqual(['anchor new identity-card'])
    expect(found.change?.files.map(({ bytes }) => fingerprintOf(bytes))).toEqual([fingerprintOf(old.csca)])
  })

  it('several in one PEM and in one PKCS #7, with their revocation lists', () => {
    const list = revocationListUnder(old, '2026-01-01', '2027-01-01')
    const pem = [
      ...[old.csca, link, signer.certificate].map(each => encodePem('CERTIFICATE', each)),
      encodePem('X509 CRL', list),
    ].join('\n')
    const wanted = ['anchor new identity-card', 'link new', 'signer new', 'revocation-list new']
    expect(said(plan({ 'all.pem': pem }, as))).toEqual(wanted)
    expect(said(plan({ 'all.p7b': bagOf([old.csca, link, signer.certificate], [list]) }, as)).sort()).toEqual(
      [...wanted].sort(),
    )
  })

  it.each<[string, Uint8Array | string, string]>([
    ['text', 'hello', 'neither PEM'],
    ['nothing', '', 'neither PEM'],
    ['a ZIP archive', 'PK\u0003\u0004rest', 'ZIP archive'],
    ['a private key', encodePem('PRIVATE KEY', old.csca), 'PEM block PRIVATE KEY'],
    ['a cut off block', '-----BEGIN CERTIFICATE-----\nMIIB', 'without a whole block'],
    ['PKCS #7 with nothing in it', bagOf([]), 'PKCS #7 without certificates'],
    [
      'a signed PKCS #7',
      encodeSignedData('1.2.840.113549.1.7.1', old.csca, signer, '2026-01-01'),
      'PKCS #7 with content',
    ],
    ['a certificate cut off', old.csca.subarray(0, 300), 'cut off'],
  ])('%s is refused with its reason', (_, content, message) => {
    const found = plan({ file: content }, as)
    expect(only(found)).toMatchObject({ state: 'refused', note: expect.stringContaining(message) })
    expect(found.change).toBeUndefined()
  })

  it('a changed signature makes no anchor', () => {
    const changed = old.csca.slice()
    changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1
    expect(only(plan({ 'x.cer': changed }, as))).toMatchObject({ state: 'refused', note: 'own signature is wrong' })
  })

  it('what was stored is there already, by its fingerprint', () => {
    const first = plan({ 'a.cer': old.csca }, as)
    const store = storeWith({}, first.change?.index ?? {})
    expect(only(plan({ 'b.pem': encodePem('CERTIFICATE', old.csca) }, as, store))).toMatchObject({ state: 'present' })
    // For another kind of document it is another anchor.
    expect(said(plan({ 'a.cer': old.csca }, { as: 'passport' }, store))).toEqual(['anchor new passport'])
  })
})

describe('what an anchor is for', () => {
  it('is said by the operator, the file or the subject, never assumed', () => {
    expect(only(plan({ 'a.cer': old.csca }))).toMatchObject({ state: 'refused', cure: expect.stringContaining('--as') })
    expect(said(plan({ 'a.passport.cer': old.csca }))).toEqual(['anchor new passport'])
    expect(said(plan({ 'a.cer': ofPassports.csca }))).toEqual(['anchor new passport'])
    expect(said(plan({ 'a.cer': old.csca }, { as: 'passport' }))).toEqual(['anchor new passport'])
  })

  it('a passport issuer becomes one of identity cards only by its whole fingerprint', () => {
    const as = 'identity-card' as const
    const fingerprint = fingerprintOf(ofPassports.csca)
    const refused = only(plan({ 'a.cer': ofPassports.csca }, { as }))
    expect(refused).toMatchObject({ state: 'refused', cure: expect.stringContaining(fingerprint) })
    const confirmed = plan({ 'a.cer': ofPassports.csca }, { as, confirmed: new Set([fingerprint]) })
    expect(said(confirmed)).toEqual(['anchor new identity-card'])
    // One that a list brought as passport issuer, whatever its name says.
    const known = plan({ 'a.cer': old.csca }, { as: 'passport' })
    const again = plan({ 'a.cer': old.csca }, { as }, storeWith({}, known.change?.index ?? {}))
    expect(only(again)).toMatchObject({ state: 'refused', note: 'it is one of passports' })
  })

  it('a test anchor stays one', () => {
    const { csca } = authorityOf('import test')
    expect(said(plan({ 'a.cer': csca }, { as: 'identity-card', confirmed: new Set([fingerprintOf(csca)]) }))).toEqual([
      'anchor new test',
    ])
  })
})

describe('a master list', () => {
  const listSigner = signerUnder(abroad.old, 'list signer', long, '2.23.136.1.1.3')
  const listOf = (certificates: Uint8Array[], by = listSigner) =>
    encodeSignedData('2.23.136.1.1.2', sequence(integer(0), setOf(...certificates)), by, '2026-05-01', {
      certificates: [by.certificate, abroad.old.csca],
    })
  const bytes = listOf([old.csca, link, abroad.old.csca])
  const anchor = { 'la.passport.cer': abroad.old.csca }

  it('under an anchor of the store brings passport anchors and links', () => {
    const found = plan({ 'x.ml': bytes }, {}, storeWith(anchor))
    const counted = said(found).sort()
    expect(counted).toEqual(['anchor new passport', 'anchor new passport', 'link new', 'master-list new'])
  })

  it('under no anchor is shown, with the issuer above it to be compared, and stays out', () => {
    const found = plan({ 'x.ml': bytes })
    expect(found.change).toBeUndefined()
    expect(found.lines.map(({ state }) => state)).toEqual(Array(5).fill('unconfirmed'))
    expect(found.lines[1]).toMatchObject({ what: 'anchor', cure: `--confirm ${fingerprintOf(abroad.old.csca)}` })
    const confirmed = plan({ 'x.ml': bytes }, { confirmed: new Set([fingerprintOf(abroad.old.csca)]) })
    expect(stored(confirmed)).toHaveLength(3)
  })

  it('is not confirmed by another fingerprint, that of its signer among them', () => {
    for (const each of [old.csca, listSigner.certificate, bytes])
      expect(plan({ 'x.ml': bytes }, { confirmed: new Set([fingerprintOf(each)]) }).change).toBeUndefined()
  })

  it('makes an identity card anchor only of what is named', () => {
    const given = { as: 'identity-card' as const, confirmed: new Set([fingerprintOf(old.csca)]) }
    const found = plan({ 'x.ml': bytes }, given, storeWith(anchor))
    const kinds = found.lines.flatMap(({ what, kind, fingerprint }) =>
      what === 'anchor' ? [[kind, fingerprint === fingerprintOf(old.csca)]] : [],
    )
    expect(kinds.sort()).toEqual([
      ['identity-card', true],
      ['passport', false],
    ])
  })

  it('is not confirmed by a link: that is no anchor', () => {
    const nextSigner = signerUnder(abroad.next, 'list signer of the next key', long, '2.23.136.1.1.3')
    const content = sequence(integer(0), setOf(old.csca))
    const form = { certificates: [nextSigner.certificate, abroad.link] }
    const list = encodeSignedData('2.23.136.1.1.2', content, nextSigner, '2026-05-01', form)
    const confirmed = new Set([fingerprintOf(abroad.link)])
    expect(plan({ 'x.ml': list }, { confirmed }).change).toBeUndefined()
    expect(said(plan({ 'x.ml': list, 'link.cer': abroad.link }, { confirmed }))).toContain('master-list unconfirmed')
    const linked = { 'la.passport.cer': abroad.old.csca, 'link.cer': abroad.link }
    expect(said(plan({ 'x.ml': list }, {}, storeWith(linked)))).toContain('master-list new')
  })

  it('under a test anchor brings nothing but tests', () => {
    const found = plan({ 'x.ml': bytes }, {}, storeWith({ 'la.test.cer': abroad.old.csca }))
    expect(found.lines.flatMap(({ kind }) => kind ?? [])).toEqual(['test', 'test'])
  })

  it.each<[string, () => Uint8Array, string]>([
    [
      'signed by a signer of documents',
      () => listOf([old.csca], signerUnder(abroad.old, 'ds', long)),
      'no extended key usage 2.23.136.1.1.3',
    ],
    [
      'signed for deviation lists',
      () => listOf([old.csca], signerUnder(abroad.old, 'dl', long, '2.23.136.1.1.8')),
      'no extended key usage 2.23.136.1.1.3',
    ],
    [
      'signed by one that was not valid yet',
      () => listOf([old.csca], signerUnder(abroad.old, 'late', { ...long, validFrom: '2026-06-01' }, '2.23.136.1.1.3')),
      'was not valid when it was signed',
    ],
    [
      'with a certificate put in',
      () => {
        const changed = bytes.slice()
        const place = Buffer.from(changed).indexOf(old.csca) + 200
        changed[place] = (changed[place] ?? 0) ^ 1
        return changed
      },
      'signed-hash-wrong',
    ],
  ])('%s is refused', (_, make, message) => {
    const found = plan({ 'x.ml': make() }, {}, storeWith(anchor))
    expect(found.lines[0]).toMatchObject({ what: 'master-list', note: expect.stringContaining(message) })
    expect(found.lines.some(({ state }) => state === 'new')).toBe(false)
    expect(found.change).toBeUndefined()
  })

  it('of the future is refused, an older one waits until its own fingerprint is confirmed', () => {
    const store = storeWith(anchor)
    const future = { ...options, at: new Date('2026-04-01T00:00:00Z') }
    expect(plan({ 'x.ml': bytes }, future, store).lines).toMatchObject([
      { state: 'refused', note: expect.stringContaining('in the future') },
    ])
    const { change } = plan({ 'x.ml': bytes }, {}, store)
    const content = sequence(integer(0), setOf(next.csca))
    const form = { certificates: [listSigner.certificate] }
    const before = encodeSignedData('2.23.136.1.1.2', content, listSigner, '2026-04-30', form)
    const later = { ...store, index: change?.index ?? store.index }
    expect(plan({ 'old.ml': before }, {}, later)).toMatchObject({
      lines: [
        { state: 'unconfirmed', note: expect.stringContaining('older'), cure: `--confirm ${fingerprintOf(before)}` },
      ],
    })
    expect(plan({ 'old.ml': before }, { confirmed: new Set([fingerprintOf(before)]) }, later).change).toBeDefined()
    const after = encodeSignedData('2.23.136.1.1.2', content, listSigner, '2026-05-02', form)
    expect(said(plan({ 'new.ml': after }, {}, later))).toEqual(['master-list new', 'anchor new passport'])
  })

  it('of a revoked signer is refused', () => {
    const revoked = revocationListUnder(abroad.old, '2026-01-01', '2027-01-01', [listSigner.serial])
    const files = looseRecords([{ name: 'la.passport.cer', bytes: abroad.old.csca }], { revocationLists: [revoked] })
    const store = { ...storeWith(anchor), records: files }
    expect(plan({ 'x.ml': bytes }, {}, store).lines).toMatchObject([{ note: expect.stringContaining('is revoked') }])
  })

  it('keeps what is no CSCA for the audit, where it proves nothing', () => {
    const found = plan({ 'x.ml': listOf([old.csca, signer.certificate]) }, {}, storeWith(anchor))
    expect(said(found)).toContain('unusable new')
    const entry = found.change?.index.certificates.find(({ role }) => role === 'unusable')
    expect(entry).toMatchObject({ reason: 'no certification authority' })
  })
})

describe('a revocation list', () => {
  const list = revocationListUnder(next, '2026-01-01', '2026-02-01', [signer.serial])

  it('counts under an anchor, in the store or in the same import', () => {
    const found = plan({ 'a.crl': list }, {}, storeWith({ 'a.cer': next.csca }))
    expect(only(found)).toMatchObject({
      state: 'new',
      note: expect.stringContaining('1 revoked; stale since 2026-02-01'),
    })
    expect(said(plan({ 'a.crl': list, 'a.cer': next.csca }, { as: 'identity-card' }))).toContain('revocation-list new')
  })

  it('counts under a link with an anchor above, and not under a lone one', () => {
    expect(said(plan({ 'a.crl': list }, {}, storeWith({ 'a.cer': old.csca, 'l.cer': link })))).toEqual([
      'revocation-list new',
    ])
    expect(only(plan({ 'a.crl': list }, {}, storeWith({ 'l.cer': link })))).toMatchObject({ state: 'refused' })
  })

  it('signed by another of the same name is refused', () => {
    const other = lineOf('import test, another', 'VN').old
    expect(only(plan({ 'a.crl': list }, {}, storeWith({ 'a.cer': other.csca })))).toMatchObject({
      state: 'refused',
      note: expect.stringContaining('no anchor of this store signed it'),
    })
  })
})

describe('LDIF of the PKD', () => {
  const entry = (branch: string, attribute: string, bytes: Uint8Array) => {
    const base64 = Buffer.from(bytes)
      .toString('base64')
      .replace(/(.{70})/g, '$1\n ')
    return `dn: cn=x,o=dsc,c=VN,dc=${branch},dc=download,dc=pkd,dc=icao,dc=int\nobjectClass: top\n${attribute}:: ${base64}\n`
  }
  const ldif = (...entries: string[]) => ['version: 1', ...entries].join('\n')

  it('001: signers, and the revocation lists that an anchor signed', () => {
    const list = revocationListUnder(old, '2026-01-01', '2027-01-01')
    const foreign = revocationListUnder(abroad.old, '2026-01-01', '2027-01-01')
    const text = ldif(
      entry('data', 'userCertificate;binary', signer.certificate),
      entry('data', 'certificateRevocationList;binary', list),
      entry('data', 'certificateRevocationList;binary', foreign),
    )
    const found = plan({ 'pkd-001.ldif': text }, {}, storeWith({ 'a.cer': old.csca }))
    expect(said(found)).toEqual(['signer new', 'revocation-list new', 'revocation-list refused'])
    expect(found.change?.index.certificates[0]?.nonConformant).toBeUndefined()
  })

  it('an anchor does not come out of it: it is not signed', () => {
    const text = ldif(entry('data', 'userCertificate;binary', old.csca))
    const found = plan({ 'pkd.ldif': text }, { as: 'passport', confirmed: new Set([fingerprintOf(old.csca)]) })
    expect(only(found)).toMatchObject({ what: 'anchor', state: 'refused', note: 'an LDIF file is not signed' })
  })

  it('002: master lists, each judged by its own signer', () => {
    const listSigner = signerUnder(abroad.old, 'list signer', long, '2.23.136.1.1.3')
    const list = encodeSignedData('2.23.136.1.1.2', sequence(integer(0), setOf(old.csca)), listSigner, '2026-05-01')
    const text = ldif(entry('data', 'pkdMasterListContent', list))
    expect(said(plan({ 'pkd-002.ldif': text }))).toEqual(['master-list unconfirmed', 'certificate unconfirmed'])
    expect(said(plan({ 'pkd-002.ldif': text }, {}, storeWith({ 'la.passport.cer': abroad.old.csca })))).toEqual([
      'master-list new',
      'anchor new passport',
    ])
  })

  it('003: only signers, and marked; a list there is not taken', () => {
    const text = ldif(
      entry('nc-data', 'userCertificate;binary', signer.certificate),
      entry('nc-data', 'certificateRevocationList;binary', revocationListUnder(old, '2026-01-01', '2027-01-01')),
    )
    const found = plan({ 'pkd-003.ldif': text }, {}, storeWith({ 'a.cer': old.csca }))
    expect(only(found)).toMatchObject({ what: 'signer', note: 'published as not conforming' })
    expect(found.change?.index.certificates).toMatchObject([{ role: 'signer', nonConformant: true }])
  })

  it('names the line of what is broken', () => {
    expect(only(plan({ 'x.ldif': 'dn: a\nx:< file:///x\n' }))).toMatchObject({ note: 'line 2: a value by URL' })
  })
})

describe('a trust bundle of the register', () => {
  const key = signingKey('reference-1', 'trust bundle test')
  const registryKeys = { [key.keyId]: key.publicPem }
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const content = (over: object = {}) => ({
    format: 'chipdesk-trust-bundle',
    version: 7,
    issuedAt: '2026-11-01T00:00:00Z',
    expiresAt: '2026-12-01T00:00:00Z',
    anchors: [{ kind: 'identity-card', certificate: base64(ofPassports.csca) }],
    certificates: [base64(signer.certificate)],
    revocationLists: [] as string[],
    withdrawn: [] as string[],
    ...over,
  })
  const seal = (over: object = {}, by = key) => {
    const signedText = JSON.stringify(content(over))
    return JSON.stringify({ keyId: by.keyId, signedText, signature: by.sign(signedText) })
  }
  const has = (version: number) =>
    storeWith({}, { bundle: { version, keyId: 'reference-1', expiresAt: '2026-12-01T00:00:00Z' } })

  it('brings what it says, as what it says', () => {
    const found = plan({ 'trust-bundle': seal() }, { registryKeys })
    expect(said(found)).toEqual(['bundle new', 'anchor new identity-card', 'signer new'])
    expect(found.change?.index.bundle).toEqual({
      version: 7,
      keyId: 'reference-1',
      expiresAt: '2026-12-01T00:00:00Z',
    })
  })

  it('brings revocation lists of the anchors in it, and no others', () => {
    const lists = [ofPassports, abroad.old].map((each: IssuerKey) =>
      revocationListUnder(each, '2026-01-01', '2027-01-01'),
    )
    const found = plan({ b: seal({ revocationLists: lists.map(base64) }) }, { registryKeys })
    expect(said(found).slice(3)).toEqual(['revocation-list new', 'revocation-list refused'])
  })

  it('withdraws what it names, imported or loose', () => {
    const known = plan({ 'a.cer': old.csca }, { as: 'passport' })
    const store = storeWith({ 'n.cer': next.csca }, known.change?.index ?? {})
    const withdrawn = [old.csca, next.csca].map(fingerprintOf)
    const found = plan({ b: seal({ withdrawn, anchors: [], certificates: [] }) }, { registryKeys }, store)
    expect(found.change?.index).toMatchObject({
      certificates: [{ fingerprint: withdrawn[0], status: 'disabled' }],
      disabledFiles: [withdrawn[1]],
    })
    expect(found.change?.fingerprints).toEqual(withdrawn)
  })

  it.each<[string, () => string, string, TrustStore?]>([
    ['of another key', () => seal({}, signingKey('reference-1', 'forged')), 'wrong signature'],
    ['of a key that is not configured', () => seal({}, signingKey('other', 'x')), 'key that is not configured: other'],
    ['with a name of Object as its key', () => seal({}, signingKey('constructor', 'x')), 'key that is not configured'],
    ['changed after signing', () => seal().replace('identity-card', 'passport'), 'wrong signature'],
    ['of the future', () => seal({ issuedAt: '2026-11-22T00:00:00Z' }), 'in the future'],
    ['that has expired', () => seal({ expiresAt: '2026-11-20T00:00:00Z' }), 'expired'],
    ['of another format', () => seal({ format: 'x' }), 'another form'],
    ['with a member more', () => seal({ trustAll: true }), 'another form'],
    ['older than the one that is there', () => seal(), 'the desk has 8', has(8)],
    ['with no envelope', () => '{"signedText":1}', 'not a trust bundle'],
  ])('%s is refused', (_, make, message, store = storeWith()) => {
    const found = plan({ b: make() }, { registryKeys }, store)
    expect(only(found)).toMatchObject({ what: 'bundle', state: 'refused', note: expect.stringContaining(message) })
    expect(found.change).toBeUndefined()
  })

  it('that is there already changes nothing', () => {
    expect(only(plan({ b: seal() }, { registryKeys }, has(7)))).toMatchObject({ state: 'present' })
  })
})
