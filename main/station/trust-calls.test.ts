import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { issuerLine, revocationListUnder, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import type { CallParams } from '../protocol/station.ts'
import { mostTrustBytes, trustPartBytes } from '../protocol/trust.ts'
import { readCard } from '../reading/read-card.ts'
import { fingerprintOf } from '../trust/anchor.ts'
import { encodePem } from '../trust/pem.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { type DeskOfTests, deskOfTests, testPin } from './desk-of-tests.ts'
import type { Actor } from './guard.ts'
import { guardedDesk } from './guarded-desk-of-tests.ts'
import { stationTrustStore } from './station-anchors.ts'
import { trustCalls } from './trust-calls.ts'

const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
const [issuer] = issuerLine('trust calls test', name, [{ validFrom: '2020-01-01', validTo: '2038-01-01' }])
if (!issuer) throw new Error('one key')
const anchor = fingerprintOf(issuer.csca)
const lists = join(import.meta.dirname, '..', '..', '..', 'shared', 'vectors', 'masterlists')
const german = join(lists, 'DE_ML_2026-05-28-08-28-45.ml')

let desk: DeskOfTests
let home = ''
let folder = ''
beforeAll(async () => {
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  await desk.add({ id: 'other', role: 'supervisor' })
})
afterAll(() => desk.close())
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-trust-'))
  folder = join(home, 'config', 'anchors')
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const stored = (demo = false) => stationTrustStore({ demo, env: { CHIPDESK_HOME: home } })

const admin: Actor = {
  id: 'head',
  name: 'Trưởng Thử',
  role: 'admin',
  second: { id: 'other', role: 'supervisor', request: 'r1' },
}

function opened({ changeable = true, reading = false } = {}) {
  const reopen = vi.fn()
  const calls = trustCalls(
    {
      trust: { open: () => stored(!changeable), changeable, registryKeys: {} },
      policy: 'counter',
      people: { entry: desk.entry, store: desk.store },
      reopen,
    },
    () => reading,
  )
  /** As the screen does it. */
  function upload(...files: [name: string, bytes: Uint8Array | string][]) {
    const id = crypto.randomUUID().replaceAll('-', '')
    for (const [file, [called, content]] of files.entries()) {
      const bytes = Buffer.from(content)
      for (let at = 0; at === 0 || at < bytes.length; at += trustPartBytes) {
        const part = bytes.subarray(at, at + trustPartBytes).toString('base64')
        calls['trust.part']({ upload: id, file, name: called, at, part }, admin)
      }
    }
    return id
  }
  const preview = async (given: Omit<CallParams<'trust.preview'>, 'confirmed'> & { confirmed?: string[] }) =>
    calls['trust.preview']({ confirmed: [], ...given }, admin)
  /** Imports what a preview says. */
  async function imported(given: Parameters<typeof preview>[0]) {
    const { adds } = await preview(given)
    if (!adds) throw new Error('nothing to import')
    return calls['trust.import']({ confirmed: [], ...given, adds }, admin)
  }
  return { calls, reopen, upload, preview, imported }
}

describe('an import', () => {
  it('waits for the fingerprint of an anchor to be compared, then stores, says so twice, and has the station opened anew', async () => {
    const { calls, reopen, upload, preview, imported } = opened()
    const id = upload(['csca.cer', issuer.csca])
    expect(await preview({ upload: id })).toMatchObject({
      lines: [{ state: 'refused', cure: 'say-purpose', subject: expect.stringContaining('Invented CSCA') }],
    })
    const asked = { upload: id, kind: 'identity-card' } as const
    const waiting = await preview(asked)
    expect(waiting).toMatchObject({ lines: [{ what: 'anchor', state: 'unconfirmed', cure: 'confirm' }] })
    expect(waiting.adds).toBeUndefined()
    expect([existsSync(folder), reopen.mock.calls.length]).toEqual([false, 0])
    expect(await imported({ ...asked, confirmed: [anchor] })).toMatchObject({ counts: { new: 1, unconfirmed: 0 } })
    expect(reopen).toHaveBeenCalledOnce()
    expect(await calls['trust.list']({}, admin)).toMatchObject({
      identityCards: 'anchored',
      entries: [{ what: 'anchor', kind: 'identity-card', fingerprint: anchor, country: 'VN', importedBy: 'head' }],
    })
    expect(await calls['trust.audit']({}, admin)).toMatchObject({
      certificates: 1,
      log: [{ action: 'import', by: 'head', sources: ['csca.cer'], count: 1 }],
    })
    const entry = desk.audit().findLast(({ action }) => action === 'trust.change')
    expect([entry?.operator, JSON.parse(entry?.facts ?? '{}')]).toMatchObject([
      'head',
      { command: 'trust import', anchors: 1, second: 'other', secondRole: 'supervisor', request: 'r1' },
    ])
    // What was imported is not held any more.
    await expect(preview(asked)).rejects.toMatchObject({ tag: 'TrustAnchorInvalid' })
  })

  it('stores only what two persons agreed on', async () => {
    const { calls, upload, preview, reopen } = opened()
    const id = upload(['csca.cer', issuer.csca])
    const asked = { upload: id, kind: 'identity-card' as const, confirmed: [anchor] }
    const { adds } = await preview(asked)
    if (!adds) throw new Error('nothing to import')
    for (const other of [{ digest: '0'.repeat(64) }, { anchors: 2 }, { files: 'harmless.cer' }])
      await expect(async () =>
        calls['trust.import']({ ...asked, adds: { ...adds, ...other } }, admin),
      ).rejects.toMatchObject({ tag: 'TrustAnchorInvalid' })
    // For another purpose it is another import.
    await expect(async () => calls['trust.import']({ ...asked, kind: 'passport', adds }, admin)).rejects.toMatchObject({
      tag: 'TrustAnchorInvalid',
    })
    // Nothing comes to files that were looked at.
    expect(() => calls['trust.part']({ upload: id, file: 1, name: 'b', at: 0, part: '' }, admin)).toThrow()
    expect([existsSync(folder), reopen.mock.calls.length]).toEqual([false, 0])
  })

  it('takes lists under an anchor of the same import, once that was compared', async () => {
    const { upload, preview } = opened()
    const list = revocationListUnder(issuer, '2026-01-01', '2026-02-01')
    const signer = signerUnder(issuer, 'calls signer', { validFrom: '2021-01-01', validTo: '2033-01-01' })
    const pem = [issuer.csca, signer.certificate].map(each => encodePem('CERTIFICATE', each)).join('\n')
    const id = upload(['all.pem', pem], ['list.crl', list])
    const asked = { upload: id, kind: 'identity-card' } as const
    expect((await preview(asked)).counts).toMatchObject({ new: 1, unconfirmed: 1, refused: 1 })
    const { lines, adds } = await preview({ ...asked, confirmed: [anchor] })
    expect(adds).toMatchObject({ files: 'all.pem, list.crl', anchors: 1, others: 2 })
    expect(lines.find(({ what }) => what === 'revocation-list')?.says.map(({ note }) => note)).toEqual([
      'revocation-list-of',
      'stale-since',
    ])
  })

  it.each<[string, Uint8Array | string, string]>([
    ['a ZIP archive', 'PK\u0003\u0004…', 'archive'],
    ['a text', 'hello', 'unknown-form'],
    ['nothing', '', 'unknown-form'],
    ['a certificate cut off', issuer.csca.subarray(0, 200), 'unreadable'],
  ])('%s is named and stores nothing', async (_, content, note) => {
    const { upload, preview } = opened()
    const found = await preview({ upload: upload(['x', content]), kind: 'passport' })
    expect(found).toMatchObject({ lines: [{ state: 'refused', says: [{ note }] }], counts: { refused: 1 } })
    expect(found.adds).toBeUndefined()
  })

  it('refuses parts out of order, and more bytes than it holds', () => {
    const { calls } = opened()
    const upload = crypto.randomUUID().replaceAll('-', '')
    const part = (at: number, bytes = 3) =>
      calls['trust.part']({ upload, file: 0, name: 'x', at, part: Buffer.alloc(bytes).toString('base64') }, admin)
    expect(part(0)).toEqual({ bytes: 3 })
    expect(() => part(0)).toThrow(expect.objectContaining({ tag: 'ApiMessageInvalid' }))
    expect(() => part(6)).toThrow(expect.objectContaining({ tag: 'ApiMessageInvalid' }))
    let at = 3
    const fill = () => {
      for (;;) {
        part(at, trustPartBytes)
        at += trustPartBytes
      }
    }
    expect(fill).toThrow(expect.objectContaining({ tag: 'DataTooLong' }))
    expect(at).toBeGreaterThan(mostTrustBytes - trustPartBytes - 4)
  })

  it.skipIf(!existsSync(german))(
    'of a whole master list shows its 588 certificates (needs ../shared/vectors)',
    async () => {
      const { calls, upload, preview, imported } = opened()
      const id = upload(['de.ml', new Uint8Array(readFileSync(german))])
      const first = await preview({ upload: id })
      expect(first.counts).toMatchObject({ new: 0, unconfirmed: 590 })
      expect(first.lines[0]).toMatchObject({ what: 'master-list', cure: 'confirm-issuer' })
      const [, root] = first.lines
      expect(root).toMatchObject({ what: 'anchor', cure: 'confirm', country: 'DE' })
      await imported({ upload: id, confirmed: [root?.fingerprint ?? ''] })
      const { entries, identityCards } = await calls['trust.list']({}, admin)
      expect([entries.length, identityCards]).toEqual([588, 'none'])
    },
    60_000,
  )
})

describe('a change', () => {
  it('takes out of use, back into it by its name, and away', async () => {
    const { calls, upload, imported, reopen } = opened()
    await imported({ upload: upload(['csca.cer', issuer.csca]), kind: 'identity-card', confirmed: [anchor] })
    const states = async () => (await calls['trust.list']({}, admin)).entries.map(({ status }) => status)
    await calls['trust.disable']({ fingerprint: anchor }, admin)
    expect([await states(), (await calls['trust.list']({}, admin)).identityCards]).toEqual([['disabled'], 'none'])
    await expect(async () =>
      calls['trust.enable']({ fingerprint: anchor, name: 'something harmless' }, admin),
    ).rejects.toMatchObject({ tag: 'TrustAnchorInvalid' })
    const [entry] = (await calls['trust.list']({}, admin)).entries
    await calls['trust.enable']({ fingerprint: anchor, name: entry?.name ?? '' }, admin)
    expect(await states()).toEqual(['active'])
    await calls['trust.remove']({ fingerprint: anchor }, admin)
    expect(await states()).toEqual([])
    expect(reopen).toHaveBeenCalledTimes(4)
    const { log } = await calls['trust.audit']({}, admin)
    expect(log.map(({ action }) => action)).toEqual(['remove', 'enable', 'disable', 'import'])
  })

  it('is none of demo mode, which shows its test anchors, and waits for the read to end', async () => {
    const demo = opened({ changeable: false })
    const { entries, changeable, identityCards } = await demo.calls['trust.list']({}, admin)
    expect([changeable, identityCards]).toEqual([false, 'test-only'])
    expect(entries.filter(({ what }) => what === 'anchor').map(({ kind }) => kind)).toContain('test')
    expect(() => demo.upload(['x', ''])).toThrow(expect.objectContaining({ tag: 'ApiNotPermitted' }))
    const [some] = entries
    await expect(demo.calls['trust.disable']({ fingerprint: some?.fingerprint ?? '' }, admin)).rejects.toMatchObject({
      tag: 'ApiNotPermitted',
    })
    await expect(
      opened({ reading: true }).calls['trust.disable']({ fingerprint: anchor }, admin),
    ).rejects.toMatchObject({ tag: 'ReaderReading' })
  })
})

it('needs a second person at the guard, who sees how much of what is imported', async () => {
  const { calls, upload, preview } = opened()
  const { guard, session, call } = guardedDesk(desk, { calls: calls as never })
  await session.signIn('head', testPin)
  const asked = { upload: upload(['csca.cer', issuer.csca]), kind: 'identity-card' as const, confirmed: [anchor] }
  const { adds } = await preview(asked)
  const done = call('trust.import', { ...asked, adds })
  await vi.waitFor(() => expect(guard.view()).toHaveProperty('consent'))
  const view = guard.view()
  if (view.state !== 'signed-in' || !view.consent) throw new Error('nobody is asked')
  expect(view.consent.params).toMatchObject({
    kind: 'identity-card',
    'confirmed.0': anchor,
    'adds.files': 'csca.cer',
    'adds.anchors': '1',
  })
  expect(existsSync(folder)).toBe(false)
  await call('session.consent', { request: view.consent.id, id: 'other', secret: testPin })
  expect(await done).toMatchObject({ counts: { new: 1 } })
  expect(existsSync(folder)).toBe(true)
  session.close()
})

it('makes a card of an issuer that nobody knew authentic with the next read', async () => {
  const { upload, imported, reopen } = opened()
  const [citizen] = personas
  if (!citizen) throw new Error('nobody')
  const seed = 'an issuer of its own'
  const { csca } = issuePublicTrust(seed)
  const pad = inProcessReader('Pad')
  pad.place(createChip(issueCard(citizen, { seed }).image))
  const read = await readCard(() => pad.source.connect('Pad'), {
    secrets: { can: citizen.personalNumber.slice(-6) },
    random: randomBytes,
  })
  // What opening the station anew takes for its anchors.
  const verdict = () => {
    const now = stored()
    if (!now.ok) throw new Error(now.error.cause)
    return verifyRead(read, { anchors: now.value.trust, policy: 'demo', at: new Date() }).report.verdict
  }
  expect(verdict()).toBe('intact')
  await imported({ upload: upload(['new.cer', csca]), confirmed: [fingerprintOf(csca)] })
  expect(reopen).toHaveBeenCalledOnce()
  expect(verdict()).toBe('authentic')
})
