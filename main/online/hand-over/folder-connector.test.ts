import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFolderConnector } from './folder-connector.ts'
import { type FolderFiles, folderFiles } from './folder-files.ts'
import { inventedHandOver } from './invented-hand-over-of-tests.ts'

let path: string
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'chipdesk-folder-'))
})
afterEach(() => rmSync(path, { recursive: true, force: true }))

const soon = () => AbortSignal.timeout(3000)
const question = inventedHandOver()
const name = `${question.requestId}.json`
const failing = (cause: string, tag = 'OnlineFailed', final = false) => ({
  ok: false,
  error: { error: { tag, cause }, final },
})
const code = (name: string) => Object.assign(new Error(`${name}: ${path}`), { code: name })

test('one file, its bytes those of the question, its name without a person in it', async () => {
  expect(await createFolderConnector({ path }).handOver(question, soon())).toEqual({ ok: true, value: {} })
  expect(readdirSync(path)).toEqual([name])
  expect(readFileSync(join(path, name), 'utf8')).toBe(question.body)
  expect(name).toMatch(/^[0-9a-f-]{36}\.json$/)
  if (process.platform !== 'win32') expect(statSync(join(path, name)).mode & 0o007).toBe(0)
})

test('asked again: the file stays as it is; fetched meanwhile, it comes once more under its name', async () => {
  const connector = createFolderConnector({ path })
  await connector.handOver(question, soon())
  const { ino } = statSync(join(path, name))
  expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
  expect(statSync(join(path, name)).ino).toBe(ino)
  rmSync(join(path, name))
  expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
  expect(readdirSync(path)).toEqual([name])
})

test('fetched between two looks: it is written again, and not taken for somebody else’s', async () => {
  const files: FolderFiles = {
    ...folderFiles,
    async list(folder) {
      const names = await folderFiles.list(folder)
      rmSync(join(path, name), { force: true })
      return names
    },
  }
  await createFolderConnector({ path }).handOver(question, soon())
  expect(await createFolderConnector({ path, files }).handOver(question, soon())).toMatchObject({ ok: true })
  expect(readdirSync(path)).toEqual([name])
})

test('what another has put there under this name is not touched', async () => {
  writeFileSync(join(path, name), 'of somebody else')
  const asked = createFolderConnector({ path }).handOver(question, soon())
  expect(await asked).toMatchObject(failing('KEY_REUSED', 'OnlineRefused', true))
  expect(readFileSync(join(path, name), 'utf8')).toBe('of somebody else')
})

test('a piece that a power cut left is replaced', async () => {
  writeFileSync(join(path, `.${question.requestId}.part`), '{"half')
  expect(await createFolderConnector({ path }).handOver(question, soon())).toMatchObject({ ok: true })
  expect(readdirSync(path)).toEqual([name])
})

test.each(['../out', '..', 'a/b', '', question.requestId.toUpperCase(), `${question.requestId}\n`])(
  'an id that is no UUID names no file: %j',
  async requestId => {
    const asked = createFolderConnector({ path }).handOver({ requestId, body: '{}' }, soon())
    expect(await asked).toMatchObject(failing('BODY_INVALID', 'OnlineRefused', true))
    expect(readdirSync(path)).toEqual([])
  },
)

test('a folder that nobody empties is not filled further', async () => {
  const connector = createFolderConnector({ path, mostFiles: 2 })
  for (const ok of [true, true, false])
    expect(await connector.handOver(inventedHandOver(), soon())).toMatchObject({ ok })
  expect(await connector.handOver(inventedHandOver(), soon())).toMatchObject(failing('folder not emptied'))
  for (const each of readdirSync(path)) rmSync(join(path, each))
  expect(await connector.handOver(inventedHandOver(), soon())).toMatchObject({ ok: true })
})

test('a folder that is not there is never made: a share that is gone is no folder of that name', async () => {
  const missing = join(path, 'share')
  const connector = createFolderConnector({ path: missing })
  expect(await connector.handOver(question, soon())).toMatchObject(failing('folder missing', 'OnlineOffline'))
  expect(readdirSync(path)).toEqual([])
  writeFileSync(missing, 'a file')
  expect(await connector.handOver(question, soon())).toMatchObject(failing('folder missing', 'OnlineOffline'))
  rmSync(missing)
  mkdirSync(missing)
  expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
})

describe('a disk that fails', () => {
  const causes: Record<string, string> = {
    ENOSPC: 'folder full',
    EDQUOT: 'folder full',
    EROFS: 'folder read-only',
    EACCES: 'folder read-only',
    EPERM: 'folder read-only',
    EIO: 'folder EIO',
    ESTALE: 'folder ESTALE',
  }
  const places = ['list', 'remove', 'write', 'rename'] as const
  const cases = Object.keys(causes).flatMap(error => places.map(place => [error, place] as const))
  test.each(cases)('%s at %s: named, nothing half done, and taken at the next try', async (error, place) => {
    let broken = true
    const files: FolderFiles = {
      ...folderFiles,
      [place]: async (...args: [string, string, string]) => {
        if (!broken) return await folderFiles[place](...args)
        // What a write has done before it fails: half of it.
        if (place === 'write') writeFileSync(args[0], args[1].slice(0, 20))
        throw code(error)
      },
    }
    const connector = createFolderConnector({ path, files })
    const answer = await connector.handOver(question, soon())
    expect(answer).toMatchObject(failing(causes[error] ?? ''))
    expect(JSON.stringify(answer)).not.toContain(path)
    expect(readdirSync(path).filter(each => each.endsWith('.json'))).toEqual([])
    broken = false
    expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
    expect(readdirSync(path)).toEqual([name])
  })
})

test('a share that hangs is waited for once, and never written to twice at a time', async () => {
  const release = Promise.withResolvers<void>()
  let writing = 0
  const files: FolderFiles = {
    ...folderFiles,
    async write(...args) {
      writing++
      await release.promise
      await folderFiles.write(...args)
    },
  }
  const late = failing('folder', 'OnlineTimeout')
  mkdirSync(join(path, 'other'))
  const hasty = createFolderConnector({ path: join(path, 'other'), files, timeoutMs: 30 })
  expect(await hasty.handOver(inventedHandOver(), soon())).toMatchObject(late)
  await expect.poll(() => writing).toBe(1)
  writing = 0
  const connector = createFolderConnector({ path, files })
  const first = connector.handOver(inventedHandOver(), soon())
  await expect.poll(() => writing).toBe(1)
  expect(await connector.handOver(inventedHandOver(), AbortSignal.timeout(30))).toMatchObject(late)
  expect(await connector.handOver(question, AbortSignal.abort())).toMatchObject(late)
  expect(writing).toBe(1)
  release.resolve()
  expect(await first).toMatchObject({ ok: true })
  expect(await connector.handOver(question, soon())).toMatchObject({ ok: true })
  // What nobody waits for any more is not begun: the first one is there, and this.
  expect(readdirSync(path).filter(each => each.endsWith('.json'))).toHaveLength(2)
})

test('the bytes are on the disk before the name is', async () => {
  const done: string[] = []
  const files: FolderFiles = {
    list: async () => [],
    read: async () => undefined,
    write: async to => void done.push(`write ${to.slice(path.length + 1)}`),
    rename: async (from, to) => void done.push(`rename ${from.slice(path.length + 1)} ${to.slice(path.length + 1)}`),
    remove: async () => {},
  }
  await createFolderConnector({ path, files }).handOver(question, soon())
  const draft = `.${question.requestId}.part`
  expect(done).toEqual([`write ${draft}`, `rename ${draft} ${name}`])
})
