import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { authorityOf } from '../../fixtures/country/authority.ts'
import { issuerLine } from '../../fixtures/country/issuer-line.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { anchorOrLink } from './anchor.ts'
import { anchorStore } from './anchor-store.ts'
import { openTrustStore } from './trust-store.ts'

const { csca, signers } = authorityOf('anchor store test')
const other = authorityOf('anchor store test, other').csca
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

it('loads DER and PEM from a folder, each certificate once, and tells what is no anchor', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anchors-'))
  try {
    await writeFile(join(folder, 'a.cer'), csca)
    await writeFile(join(folder, 'both.pem'), `two of them\n${pem(csca)}${pem(other)}`)
    await writeFile(join(folder, 'signer.der'), signers.current.certificate)
    await writeFile(join(folder, 'broken.crt'), 'nothing')
    await writeFile(join(folder, 'note.txt'), 'not looked at')
    const loaded = openTrustStore(folder)
    if (!loaded.ok) throw new Error(loaded.error.cause)
    expect(loaded.value.trust.anchors).toHaveLength(2)
    expect(loaded.value.trust.problems).toEqual([
      { source: 'broken.crt', message: 'no certificate in the file' },
      { source: 'signer.der', message: 'no certification authority' },
    ])
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('names a folder that is not there', () => {
  const loaded = openTrustStore(join(tmpdir(), 'no-such-anchors'))
  expect(loaded).toMatchObject({ ok: false, error: { tag: 'TrustAnchorInvalid' } })
})

it('knows a test anchor by its subject, whatever its file is called', () => {
  expect(anchorStore([{ name: 'vn.cer', bytes: csca }]).anchors[0]?.kind).toBe('test')
})

it('takes the lesser claim where one certificate lies there for two kinds', () => {
  const [issuer] = issuerLine('two kinds', { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }, [
    { validFrom: '2020-01-01', validTo: '2038-01-01' },
  ])
  const kindOf = (...names: string[]) =>
    anchorStore(names.map(name => ({ name, bytes: issuer?.csca ?? csca }))).anchors.map(({ kind }) => kind)
  expect(kindOf('a.cer', 'b.passport.cer')).toEqual(['passport'])
  expect(kindOf('a.passport.cer', 'b.cer')).toEqual(['passport'])
  expect(kindOf('a.passport.cer', 'b.cer', 'c.test.cer')).toEqual(['test'])
  expect(kindOf('a.test.cer', 'b.passport.cer')).toEqual(['test'])
})

it('makes no anchor and no link of a CA with a critical extension that nobody knows', () => {
  const parsed = parseCertificate(csca)
  if (!parsed.ok) throw new Error(parsed.error.message)
  expect(anchorOrLink(parsed.value)).toBe('anchor')
  expect(anchorOrLink({ ...parsed.value, unknownCritical: ['1.2.3'] })).toEqual({ message: 'critical extension 1.2.3' })
})

it('has a digest that depends on what is in it and not on the order', () => {
  const [first, second] = [
    { name: '1.cer', bytes: csca },
    { name: '2.cer', bytes: other },
  ]
  const digest = anchorStore([first, second]).digest
  expect(anchorStore([second, first, first]).digest).toBe(digest)
  expect(anchorStore([first]).digest).not.toBe(digest)
  expect(anchorStore([]).digest).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
})

it('refuses a self-signed certificate with a changed signature', () => {
  const changed = csca.slice()
  changed[changed.length - 10] = (changed[changed.length - 10] ?? 0) ^ 1
  expect(anchorStore([{ name: 'x.cer', bytes: changed }]).problems).toEqual([
    { source: 'x.cer', message: 'own signature is wrong' },
  ])
})
