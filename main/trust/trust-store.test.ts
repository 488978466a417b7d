import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { issuerLine, revocationListUnder, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { fingerprintOf } from './anchor.ts'
import { chainToAnchor } from './chain.ts'
import { planImport } from './import-plan.ts'
import { fingerprintsLike, removeFrom, setStatus } from './trust-change.ts'
import { storedPath, trustPaths } from './trust-folder.ts'
import { encodeIndex } from './trust-index.ts'
import { listTrust } from './trust-list.ts'
import { readLog } from './trust-log.ts'
import { changeTrustStore, openTrustStore, type TrustStore } from './trust-store.ts'

const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
const [first, second] = issuerLine('store test', name, [
  { validFrom: '2015-01-01', validTo: '2028-01-01' },
  { validFrom: '2020-01-01', validTo: '2033-01-01' },
])
if (!first || !second?.link) throw new Error('two keys')
const signer = signerUnder(second, 'store test signer', { validFrom: '2021-01-01', validTo: '2033-01-01' })
const list = revocationListUnder(second, '2026-01-01', '2027-01-01', [signer.serial])
const at = new Date('2026-11-21T00:00:00Z')
const who = { by: 'tester', at }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trust-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(): TrustStore {
  const opened = openTrustStore(folder)
  if (!opened.ok) throw new Error(opened.error.cause)
  return opened.value
}
const refusal = () => {
  const opened = openTrustStore(folder)
  return opened.ok ? 'opened' : opened.error.cause
}
function importFiles(files: Record<string, Uint8Array>) {
  const store = open()
  const named = Object.entries(files).map(([name, bytes]) => ({ name, bytes }))
  const plan = planImport(store, named, {
    as: 'identity-card',
    confirmed: new Set(),
    registryKeys: {},
    at,
    by: 'tester',
  })
  if (!plan.change) throw new Error(JSON.stringify(plan.lines))
  const changed = changeTrustStore(store, { ...plan.change, ...who, action: 'import', sources: Object.keys(files) })
  if (!changed.ok) throw new Error(changed.error.cause)
}
const all = { 'a.cer': first.csca, 'link.cer': second.link, 'ds.cer': signer.certificate, 'a.crl': list }
const certificate = (der: Uint8Array) => {
  const parsed = parseCertificate(der)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

describe('a trust folder', () => {
  it('gives back after reopening what was imported', () => {
    importFiles(all)
    const { trust, log } = open()
    expect(trust.problems).toEqual([])
    expect(trust.anchors).toMatchObject([
      { kind: 'identity-card', country: 'VN', source: 'a.cer', importedBy: 'tester', importedAt: at },
    ])
    expect(chainToAnchor(certificate(signer.certificate), trust, { at })).toMatchObject({
      outcome: 'issued',
      links: [{}],
    })
    expect(trust.revocationLists(certificate(second.link ?? list)).map(({ revoked }) => revoked.size)).toEqual([1])
    const { serial, issuer } = certificate(signer.certificate)
    expect(trust.signersFor({ serial, issuerKey: issuer.key })).toHaveLength(1)
    expect(trust.signersFor({ serial: '00', issuerKey: issuer.key })).toHaveLength(0)
    expect(log.entries).toMatchObject([{ by: 'tester', action: 'import', sources: Object.keys(all) }])
  })

  it('has the same digest as the same trust in another folder, and another with anything less', () => {
    importFiles(all)
    const digest = open().trust.digest
    const other = mkdtempSync(join(tmpdir(), 'trust-store-'))
    const [here, there] = [folder, other]
    folder = there
    for (const [name, bytes] of Object.entries(all)) importFiles({ [name]: bytes })
    expect(open().trust.digest).toBe(digest)
    const removed = removeFrom(open(), fingerprintOf(list), who)
    expect(removed.ok && open().trust.digest).not.toBe(digest)
    folder = here
    rmSync(other, { recursive: true })
  })

  it('leaves no unfinished file behind', () => {
    importFiles(all)
    const names = readdirSync(folder, { recursive: true }).map(String)
    expect(names.filter(each => /new|lock/.test(each))).toEqual([])
  })

  it('writes the same index whatever the order of the imports', () => {
    importFiles(all)
    const text = readFileSync(trustPaths(folder).index, 'utf8')
    const { index } = open()
    const turned = { ...index, certificates: [...index.certificates].reverse() }
    expect(encodeIndex(turned)).toBe(text)
  })
})

describe('disabling, enabling, removing', () => {
  const anchor = fingerprintOf(first.csca)

  it('takes an anchor out of use and back, each logged with who and when', () => {
    importFiles(all)
    expect(setStatus(open(), anchor, 'disabled', { ...who, by: 'anna' }).ok).toBe(true)
    expect(open().trust.anchors).toEqual([])
    expect(listTrust(open()).find(({ fingerprint }) => fingerprint === anchor)).toMatchObject({ status: 'disabled' })
    expect(setStatus(open(), anchor, 'active', { ...who, by: 'binh' }).ok).toBe(true)
    expect(open().trust.anchors).toHaveLength(1)
    expect(open().log.entries.map(({ by, action }) => `${by} ${action}`)).toEqual([
      'tester import',
      'anna disable',
      'binh enable',
    ])
  })

  it('takes a loose file out of use too, also where the same certificate is imported', () => {
    writeFileSync(join(folder, 'loose.cer'), first.csca)
    expect(open().trust.anchors).toMatchObject([{ source: 'loose.cer' }])
    expect(setStatus(open(), anchor, 'disabled', who).ok).toBe(true)
    expect(open().trust.anchors).toEqual([])
    expect(fingerprintsLike(open(), anchor.slice(0, 8))).toEqual([anchor])
    expect(setStatus(open(), anchor, 'active', who).ok).toBe(true)
    expect(open().trust.anchors).toHaveLength(1)
    expect(removeFrom(open(), anchor, who)).toMatchObject({
      error: { cause: expect.stringContaining('delete loose.cer') },
    })
  })

  it('an import does not bring back what was disabled', () => {
    importFiles(all)
    setStatus(open(), anchor, 'disabled', who)
    const plan = planImport(open(), [{ name: 'again.cer', bytes: first.csca }], {
      as: 'identity-card',
      confirmed: new Set([anchor]),
      registryKeys: {},
      ...who,
    })
    expect(plan).toMatchObject({ lines: [{ state: 'disabled', cure: expect.stringContaining('trust enable') }] })
    expect(plan.change).toBeUndefined()
  })

  it('removes the file too, and keeps the removal in the log', () => {
    importFiles(all)
    expect(removeFrom(open(), anchor, who).ok).toBe(true)
    expect(existsSync(storedPath(folder, 'certificates', anchor))).toBe(false)
    expect(open().log.entries.at(-1)).toMatchObject({ action: 'remove', fingerprints: [anchor] })
    expect(chainToAnchor(certificate(signer.certificate), open().trust, { at }).outcome).toBe('no-anchor')
  })
})

describe('damage', () => {
  const path = (name: 'index' | 'log') => trustPaths(folder)[name]
  const stored = () => storedPath(folder, 'certificates', fingerprintOf(first.csca))

  it.each<[string, () => void, string]>([
    ['an index that is cut off', () => truncateSync(path('index'), 500), 'trust-index.json'],
    ['an empty index', () => truncateSync(path('index')), 'trust-index.json'],
    ['an index that is gone', () => unlinkSync(path('index')), 'trust-index.json'],
    ['a log that is gone', () => unlinkSync(path('log')), 'trust-index.json'],
    [
      'an index edited by hand',
      () => writeFileSync(path('index'), readFileSync(path('index'), 'utf8').replace('identity-card', 'passport')),
      'trust-index.json is not what the log says',
    ],
    [
      'a log with a word changed',
      () => writeFileSync(path('log'), readFileSync(path('log'), 'utf8').replace('tester', 'nobody')),
      'trust-log.jsonl: line 2',
    ],
    [
      'a log without its first line',
      () => writeFileSync(path('log'), readFileSync(path('log'), 'utf8').replace(/^.*\n/, '')),
      'trust-log.jsonl: line 1',
    ],
  ])('%s refuses the folder by name', (_, damage, message) => {
    importFiles({ 'a.cer': first.csca })
    importFiles({ 'link.cer': second.link ?? list })
    damage()
    expect(refusal()).toContain(message)
  })

  it('an index that is no index is refused with its place', () => {
    importFiles(all)
    const { index } = open()
    const [entry] = index.certificates
    if (!entry) throw new Error('certificates')
    const text = JSON.stringify({ ...index, certificates: [{ ...entry, status: 'trusted' }] })
    writeFileSync(path('index'), text)
    // As if the log agreed: what an attacker writes who can write both.
    const line = readFileSync(path('log'), 'utf8')
    const after = fingerprintOf(new TextEncoder().encode(text))
    writeFileSync(path('log'), line.replace(/"after":"[0-9a-f]{64}"/, `"after":"${after}"`))
    expect(refusal()).toContain('trust-index.json: certificates.0.status')
  })

  it.each<[string, (file: string) => void, string]>([
    ['changed', file => writeFileSync(file, second.csca), 'the file has another fingerprint'],
    ['cut off', file => truncateSync(file, 100), 'the file has another fingerprint'],
    ['empty', file => truncateSync(file), 'the file has another fingerprint'],
    ['gone', file => unlinkSync(file), 'the file is missing'],
  ])('a certificate file that is %s is left out and named', (_, damage, message) => {
    importFiles(all)
    damage(stored())
    const { trust } = open()
    expect(trust.anchors).toEqual([])
    expect(trust.problems).toMatchObject([{ source: expect.stringContaining('certificates/'), message }])
  })

  it('a signer file that is changed is none when it is asked for, and one that is gone is named', () => {
    importFiles(all)
    const file = storedPath(folder, 'certificates', fingerprintOf(signer.certificate))
    const { serial, issuer } = certificate(signer.certificate)
    const found = () => open().trust.signersFor({ serial, issuerKey: issuer.key })
    expect(found()).toHaveLength(1)
    writeFileSync(file, second.csca)
    expect(found()).toEqual([])
    unlinkSync(file)
    expect(open().trust.problems).toMatchObject([{ message: 'the file is missing' }])
  })

  it('a change that a power cut ended after its log line is told, and can be made again', () => {
    importFiles({ 'a.cer': first.csca })
    const before = readFileSync(path('index'), 'utf8')
    importFiles({ 'link.cer': second.link ?? list })
    writeFileSync(path('index'), before)
    expect(open().trust.problems).toMatchObject([{ message: expect.stringContaining('not completed') }])
    importFiles({ 'link.cer': second.link ?? list })
    expect(open().trust.problems).toEqual([])
    expect(open().log.entries).toHaveLength(3)
  })

  it('a log line that a power cut tore is cut off by the next change', () => {
    importFiles({ 'a.cer': first.csca })
    writeFileSync(path('log'), `${readFileSync(path('log'), 'utf8')}{"at":"2026-`)
    importFiles({ 'link.cer': second.link ?? list })
    const log = readLog(readFileSync(path('log'), 'utf8'))
    expect(log.ok && log.value.entries.map(({ action }) => action)).toEqual(['import', 'import'])
  })
})

describe('two at a time', () => {
  it('the second is refused while the first holds the lock, and afterwards if the folder changed', () => {
    importFiles({ 'a.cer': first.csca })
    const stale = open()
    writeFileSync(trustPaths(folder).lock, String(process.pid))
    expect(setStatus(stale, fingerprintOf(first.csca), 'disabled', who)).toMatchObject({
      error: { cause: expect.stringContaining('another program') },
    })
    // Nobody has this process id: whoever took the lock is gone.
    writeFileSync(trustPaths(folder).lock, '4194999')
    expect(setStatus(open(), fingerprintOf(first.csca), 'disabled', who).ok).toBe(true)
    expect(setStatus(stale, fingerprintOf(first.csca), 'disabled', who)).toMatchObject({
      error: { cause: expect.stringContaining('changed meanwhile') },
    })
  })
})
