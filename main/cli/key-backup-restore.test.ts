import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stationPaths } from '../station/paths.ts'
import { openEncrypted } from '../store/database/encrypted-database.ts'
import { inventedTransaction } from '../store/invented-transaction.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openStore } from '../store/open-store.ts'
import { UsageError } from './arguments.ts'
import { run as runBackup } from './backup.ts'
import { run as runKey } from './key.ts'
import { run as runRestore } from './restore.ts'

const program = join(import.meta.dirname, 'chipdesk.ts')
let home: string
let backups: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-command-'))
  backups = paths().backups
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

interface Said {
  readonly code: number
  readonly json: Readonly<Record<string, unknown>>
  readonly error: string
}

function chipdesk(args: readonly string[], typed = ''): Said {
  const env = { ...process.env, CHIPDESK_HOME: home }
  try {
    const out = execFileSync(process.execPath, [program, ...args, '--json'], {
      env,
      input: typed,
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return { code: 0, json: JSON.parse(out), error: '' }
  } catch (problem) {
    const { status, stdout, stderr } = problem as { status: number; stdout: string; stderr: string }
    return { code: status, json: stdout ? JSON.parse(stdout) : {}, error: stderr }
  }
}

const paths = () => stationPaths(false, { CHIPDESK_HOME: home })
async function opened(passphrase?: string) {
  const { key, store } = paths()
  const loaded = await loadOrCreateKey({ path: key, store, secrets: passphrase ? { passphrase } : {} })
  if (!loaded.ok) throw new Error(loaded.error.tag)
  const open = openStore({ path: store, key: loaded.value })
  if (!open.ok) throw new Error(open.error.tag)
  return { ...open.value, key: loaded.value }
}
async function save(id: string) {
  const store = await opened()
  await store.writer.saveTransaction(inventedTransaction(id))
  await store.close()
}

test('backup beside a working store, rotation, restore by the recovery code; each in the audit', async () => {
  await save('a')
  const { code } = chipdesk(['key', 'recovery']).json
  const working = await opened()
  const backup = chipdesk(['backup', '--keep', '7,4'])
  expect(backup).toMatchObject({ code: 0, json: { numbers: { transactions: 1 }, opensBy: ['store', 'recovery'] } })
  await working.close()
  await save('b')
  expect(chipdesk(['key', 'rotate'])).toMatchObject({ code: 0, json: { recovery: true } })
  const [name = ''] = readdirSync(backups)
  const file = join(backups, name)
  expect(chipdesk(['restore', file])).toMatchObject({ code: 3, json: { error: { tag: 'StoreKeySealed' } } })
  const restored = chipdesk(['restore', file, '--recovery-code'], `${code}\n`)
  expect(restored).toMatchObject({ code: 0, json: { between: 1, backup: { transactions: 1 } } })
  const store = await opened()
  expect(store.reader.transaction('a')?.id).toBe('a')
  expect(store.reader.transaction('b')).toBeUndefined()
  await store.close()
  const database = openEncrypted(paths().store, store.key)
  if (!database.ok) throw new Error(database.error.tag)
  const entries = database.value.prepare('select operator, action from audit order by seq').all()
  database.value.close()
  expect(entries).toEqual([
    { operator: expect.stringMatching(/^os:./), action: 'store.key' },
    { operator: expect.stringMatching(/^os:./), action: 'store.restore' },
  ])
}, 60_000)

test('passphrase from the standard input, not too short; lost key file and passphrase are got back by the code', async () => {
  await save('a')
  const { code } = chipdesk(['key', 'recovery']).json
  expect(chipdesk(['key', 'passphrase'], 'ngắn\n')).toMatchObject({
    code: 3,
    json: { error: { tag: 'ConfigInvalid' } },
  })
  expect(chipdesk(['key', 'passphrase'], 'mật khẩu đủ dài\n').code).toBe(0)
  expect(chipdesk(['key', 'status']).json).toMatchObject({ kept: 'passphrase', recovery: { copy: true } })
  expect(chipdesk(['backup'], 'sai hoàn toàn rồi\n')).toMatchObject({
    code: 3,
    json: { error: { tag: 'StoreKeySealed' } },
  })
  expect(chipdesk(['backup'], 'mật khẩu đủ dài\n').code).toBe(0)
  await (await opened('mật khẩu đủ dài')).close()
  rmSync(paths().key)
  expect(chipdesk(['backup'])).toMatchObject({ code: 3, json: { error: { tag: 'StoreKeyMissing' } } })
  expect(chipdesk(['key', 'recover'], '0000-0000\n')).toMatchObject({
    code: 3,
    json: { error: { tag: 'ConfigInvalid' } },
  })
  expect(chipdesk(['key', 'recover'], `${code}\n`).code).toBe(0)
  await (await opened()).close()
}, 60_000)

test('a new computer has no store of before, and what did not open the backup is named', async () => {
  await save('a')
  const { code } = chipdesk(['key', 'recovery']).json
  expect(chipdesk(['backup', '--passphrase'], 'mật khẩu riêng\n').code).toBe(0)
  const file = join(home, 'away.chipdesk-backup')
  copyFileSync(join(backups, readdirSync(backups)[0] ?? ''), file)
  for (const folder of ['desk', 'config']) rmSync(join(home, folder), { recursive: true })
  const cause = (args: readonly string[], typed: string) => chipdesk(['restore', file, ...args], typed).json.error
  expect(cause(['--passphrase'], 'mật khẩu khác\n')).toMatchObject({
    cause: expect.stringMatching(/^wrong passphrase; /),
  })
  expect(cause(['--recovery-code'], '0000\n')).toMatchObject({
    cause: expect.stringMatching(/^mistyped recovery code; /),
  })
  const restored = chipdesk(['restore', file, '--recovery-code'], `${code}\n`)
  expect(restored).toMatchObject({ code: 0, json: { backup: { transactions: 1 } } })
  expect(restored.json.aside).toBeUndefined()
  expect(readdirSync(join(home, 'desk')).filter(name => name.startsWith('replaced'))).toEqual([])
}, 60_000)

test('wrong usage is said to be one', async () => {
  for (const args of [[], ['steal'], ['status', '--secret', 'x']])
    await expect(runKey(args)).rejects.toThrow(UsageError)
  for (const args of [['a', 'b'], [backups, '--keep', 'all'], [join(home, 'missing', 'file')]])
    await expect(runBackup(args)).rejects.toThrow(UsageError)
  await expect(runRestore([])).rejects.toThrow(UsageError)
})
