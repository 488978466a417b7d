import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Result } from '../../emrtd/result.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openEncrypted } from '../database/encrypted-database.ts'
import { inventedAct, inventedQuestion, inventedTransaction } from '../invented-transaction.ts'
import { newRecoveryCode, readRecoveryCode } from '../keys/recovery-code.ts'
import { recoveryPublicKey } from '../keys/recovery-copy.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { checkBackup, readHead } from './backup-file.ts'
import { type BackupSecrets, backupKey } from './backup-key.ts'
import { makeBackup } from './make-backup.ts'
import { type Restored, restoreBackup, unpackedStore } from './restore-backup.ts'

const key = new Uint8Array(32).fill(7)
const now = new Date('2026-11-22T05:00:00.000Z')
let folder: string
let store: string
let target: string
let open: Store | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-backup-'))
  store = join(folder, 'data', 'store.db')
  target = join(folder, 'a.chipdesk-backup')
})
afterEach(async () => {
  await open?.close()
  open = undefined
  rmSync(folder, { recursive: true, force: true })
})

function must<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw new Error(`${result.error.tag}: ${result.error.cause}`)
  return result.value
}
const opened = (withKey = key): Store => {
  open = must(openStore({ path: store, key: withKey }))
  return open
}
async function close() {
  await open?.close()
  open = undefined
}
const entry = (action: NewAuditEntry['action']): NewAuditEntry => ({
  at: now.toISOString(),
  desk: 'quay-1',
  operator: 'os:thu',
  role: 'none',
  action,
  outcome: 'done',
})
async function save(id: string) {
  must(
    (await open?.writer.saveTransaction(inventedTransaction(id), {
      questions: [inventedQuestion(id)],
      audit: [entry('card.read')],
    })) as Result<void, ChipDeskError>,
  )
}
const paper = (id: string) => inventedAct(id, { kind: 'document', document: 'ct07', basis: 'registry' })
async function number(id: string, series = 'ct07/2026') {
  await save(id)
  const saved = await open?.writer.saveAct(id, paper(`paper-${id}`), [], { series, form: '{n}' })
  return saved?.ok && saved.value.kind === 'document' && saved.value.number
}
const backup = (also: Partial<Parameters<typeof makeBackup>[0]> = {}) =>
  makeBackup({ store, storeKey: key, target, now, ...also })
const restore = (secrets: BackupSecrets = {}, storeKey = key): Result<Restored, ChipDeskError> =>
  restoreBackup({ backup: target, store, storeKey, secrets, now, audit: () => entry('store.restore') })

describe('making', () => {
  test('while the station writes: one moment of it, not plain, sound, the head of its audit recorded', async () => {
    opened()
    for (const id of ['a', 'b', 'c']) await save(id)
    const manifest = must(backup())
    await save('d')
    expect(manifest.numbers).toEqual({ transactions: 3, checks: 0, outbox: 3, audit: 3, acts: 0, series: {} })
    const bytes = readFileSync(target)
    for (const text of ['SQLite format 3', '999190000001', 'Nguyễn', 'nguyen', 'create table'])
      expect(bytes.includes(text), text).toBe(false)
    expect(readdirSync(folder).sort()).toEqual(['a.chipdesk-backup', 'data'])
    const unpacked = join(folder, 'unpacked.db')
    const backupsKey = must(backupKey(manifest, { storeKeys: [key] }))
    const database = must(unpackedStore({ backup: target, key: backupsKey }, { path: unpacked, key }))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(database.prepare('select id from transactions order by seq').pluck().all()).toEqual(['a', 'b', 'c'])
    expect(database.prepare('select seq, hash from audit order by seq desc').get()).toEqual(manifest.auditHead)
    database.close()
  })

  test('many at a time with a writer that does not stop: each opens and holds whole transactions', async () => {
    opened()
    for (let n = 0; n < 5; n++) {
      for (let m = 0; m < 5; m++) await save(`${n}-${m}`)
      const writing = save(`${n}-during`)
      const manifest = must(backup({ target: join(folder, `${n}.chipdesk-backup`) }))
      await writing
      expect(manifest.numbers.transactions).toBe(manifest.numbers.outbox)
    }
  })

  test('a damaged store gives no backup, and the one of before stays', async () => {
    opened()
    for (let n = 0; n < 20; n++) await save(`t${n}`)
    must(backup())
    const before = readFileSync(target)
    await close()
    const bytes = readFileSync(store)
    bytes[bytes.length - 4096 * 3 + 9] = (bytes[bytes.length - 4096 * 3 + 9] ?? 0) ^ 1
    writeFileSync(store, bytes)
    expect(backup()).toMatchObject({ ok: false, error: { tag: 'StoreDamaged' } })
    expect(readFileSync(target).equals(before)).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['a.chipdesk-backup', 'data'])
  })

  test('a folder that is not there is named', async () => {
    opened()
    await save('a')
    expect(backup({ target: join(folder, 'no', 'a.chipdesk-backup') }).ok).toBe(false)
  })
})

describe('opening', () => {
  test('by the key of the store, its own passphrase, or the recovery code; by nothing else', async () => {
    opened()
    await save('a')
    const code = newRecoveryCode()
    const read = readRecoveryCode(code)
    if (!('payload' in read)) throw new Error('no code')
    const manifest = must(backup({ passphrase: 'của bản sao', recovery: recoveryPublicKey(read.payload) }))
    const other = new Uint8Array(32).fill(8)
    for (const secrets of [{ storeKeys: [other, key] }, { passphrase: 'của bản sao' }, { recoveryCode: code }])
      expect(backupKey(manifest, secrets).ok).toBe(true)
    for (const secrets of [{}, { storeKeys: [other] }, { passphrase: 'x' }, { recoveryCode: newRecoveryCode() }])
      expect(backupKey(manifest, secrets)).toMatchObject({
        error: { tag: 'StoreKeySealed', cause: expect.stringContaining('the recovery code') },
      })
  })

  test('every changed byte of the head, and one of any page, is refused', async () => {
    opened()
    await save('a')
    const manifest = must(backup())
    const backupsKey = must(backupKey(manifest, { storeKeys: [key] }))
    const bytes = readFileSync(target)
    const changed = join(folder, 'changed')
    const refused = (at: number) => {
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ 1
      writeFileSync(changed, copy)
      const head = readHead(changed)
      return !head.ok || !checkBackup(changed, head.value, backupsKey).ok
    }
    const textEnd = bytes.indexOf('\n', bytes.indexOf('{'))
    for (let at = 0; at < textEnd; at += 3) expect(refused(at), `byte ${at}`).toBe(true)
    for (let at = 8192; at < bytes.length; at += 4096 * 3 + 17) expect(refused(at), `byte ${at}`).toBe(true)
    writeFileSync(changed, bytes.subarray(0, bytes.length - 4096))
    const head = must(readHead(changed))
    expect(checkBackup(changed, head, backupsKey)).toMatchObject({ error: { tag: 'StoreBackupInvalid' } })
    writeFileSync(changed, bytes)
    expect(checkBackup(changed, must(readHead(changed)), backupsKey).ok).toBe(true)
  })
})

describe('restoring', () => {
  test('what was there is moved aside whole; how much lies between is told; numbers are not given again', async () => {
    opened()
    await save('a')
    must(backup())
    await save('b')
    await save('c')
    await close()
    const restored = must(restore())
    expect(restored).toMatchObject({ between: 2, present: { transactions: 3 }, backup: { transactions: 1 } })
    const aside = join(folder, 'data', restored.aside ?? '', 'store.db')
    const old = must(openEncrypted(aside, key))
    expect(old.prepare('select count(*) from transactions').pluck().get()).toBe(3)
    old.close()
    opened()
    expect(open?.reader.transaction('a')?.id).toBe('a')
    expect(open?.reader.transaction('b')).toBeUndefined()
    await save('d')
    await close()
    const database = must(openEncrypted(store, key))
    expect(database.prepare('select id, seq from transactions order by seq').raw().all()).toEqual([
      ['a', 1],
      ['d', 4],
    ])
    const actions = database.prepare('select action from audit order by seq').pluck().all()
    expect(actions).toEqual(['card.read', 'store.restore', 'card.read'])
    database.close()
  })

  test.each([
    ['the present store says which', () => undefined],
    ['or its mark, where nobody can read it any more', () => writeFileSync(store, 'x'.repeat(20_000))],
  ])('no paper gets a number that was given since the backup: %s', async (_, damage) => {
    opened()
    expect(await number('a')).toBe('1')
    must(backup())
    for (const id of ['b', 'c']) await number(id)
    await number('d', 'ct06/2026')
    await close()
    damage()
    must(restore())
    opened()
    expect(open?.reader.acts('a')).toMatchObject([{ number: '1' }])
    expect(open?.reader.acts('b')).toEqual([])
    expect(await number('e')).toBe('4')
    expect(await number('f', 'ct06/2026')).toBe('2')
  })

  test('on a new computer, by the recovery code, under the new key', async () => {
    opened()
    await save('a')
    const code = newRecoveryCode()
    const read = readRecoveryCode(code)
    if (!('payload' in read)) throw new Error('no code')
    must(backup({ recovery: recoveryPublicKey(read.payload) }))
    await close()
    rmSync(join(folder, 'data'), { recursive: true })
    const fresh = new Uint8Array(32).fill(9)
    expect(restore({}, fresh)).toMatchObject({ error: { tag: 'StoreKeySealed' } })
    expect(must(restore({ recoveryCode: code }, fresh))).toMatchObject({ present: undefined, aside: undefined })
    opened(fresh)
    expect(open?.reader.transaction('a')?.id).toBe('a')
  })

  test('refused while a station has the store', async () => {
    opened()
    await save('a')
    must(backup())
    expect(restore()).toMatchObject({ error: { tag: 'StoreLocked' } })
    await save('b')
  })

  test('a backup of a newer schema is refused, and the present store stays as it is', async () => {
    opened()
    await save('a')
    await close()
    const database = must(openEncrypted(store, key))
    const version = database.pragma('user_version', { simple: true })
    database.pragma('user_version = 999')
    database.close()
    must(backup())
    const newer = must(openEncrypted(store, key))
    newer.pragma(`user_version = ${version}`)
    newer.close()
    const before = readFileSync(store)
    expect(restore()).toMatchObject({ error: { tag: 'StoreNewer' } })
    expect(readFileSync(store).equals(before)).toBe(true)
    expect(readdirSync(join(folder, 'data')).filter(name => /restoring|swap|replaced/.test(name))).toEqual([])
  })

  test('what is no backup is refused', () => {
    for (const text of ['', 'x'.repeat(10_000), 'chipdesk-backup 1\nabc\n{}\n']) {
      writeFileSync(target, text)
      expect(restore()).toMatchObject({ error: { tag: 'StoreBackupInvalid' } })
    }
    rmSync(target)
    expect(restore()).toMatchObject({ error: { tag: 'StoreBackupInvalid', cause: 'ENOENT' } })
    expect(existsSync(store)).toBe(false)
  })

  test('over a store that nobody can read any more', async () => {
    opened()
    await save('a')
    must(backup())
    await close()
    writeFileSync(store, 'x'.repeat(20_000))
    expect(must(restore())).toMatchObject({ present: undefined, between: undefined })
    opened()
    expect(open?.reader.transaction('a')?.id).toBe('a')
  })
})
