import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { syncFolder } from '../database/store-file.ts'

/** First word of the file says how the key is kept, so that other ways can follow. */
const keyText = /^chipdesk-key raw ([0-9a-f]{64})\n$/

/**
 * The key of the store from a file that only its owner can read, made at the first call. Whoever can read this file can
 * read the store: it protects a copied or stolen database, not a taken-over account.
 * @param path in a folder of its own, or one that is private too
 * @returns 32 bytes; `ConfigInvalid` with the cure when file or folder are open to others; `StoreKeyWrong` when the file
 * is no key; `StoreFull` or `StoreFailed` when it cannot be read or written
 */
export async function loadOrCreateKey(path: string): Promise<Result<Uint8Array, ChipDeskError>> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const exposed = await exposure(dirname(path), 'folder', '700')
    if (exposed) return fail(exposed)
    return await load(path).catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
      await create(path)
      return load(path)
    })
  } catch (error) {
    const code = codeOf(error)
    if (code === undefined) throw error
    return fail(chipDeskError(code === 'ENOSPC' ? 'StoreFull' : 'StoreFailed', { cause: `key file: ${code}` }))
  }
}

async function load(path: string): Promise<Result<Uint8Array, ChipDeskError>> {
  const exposed = await exposure(path, 'file', '600')
  if (exposed) return fail(exposed)
  const hex = keyText.exec(await readFile(path, 'latin1'))?.[1]
  if (hex === undefined) return fail(chipDeskError('StoreKeyWrong', { cause: 'the key file holds no key' }))
  return ok(new Uint8Array(Buffer.from(hex, 'hex')))
}

/** Appears whole under its name or not at all, and never replaces a key that another process made meanwhile. */
async function create(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = await open(draft, 'wx', 0o600)
    await file.writeFile(`chipdesk-key raw ${randomBytes(32).toString('hex')}\n`)
    await file.sync()
    await file.close()
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
    syncFolder(dirname(path))
  } finally {
    await rm(draft, { force: true })
  }
}

/** Windows guards by access lists that follow the user's folder; its mode bits say nothing. */
async function exposure(path: string, what: string, wanted: string): Promise<ChipDeskError | undefined> {
  if (process.platform === 'win32') return undefined
  const { mode, uid } = await stat(path)
  const permissions = mode & 0o777
  if ((permissions & 0o077) !== 0) {
    const cause = `the key ${what} is open to other users (mode ${permissions.toString(8)}): chmod ${wanted} the ${what}`
    return chipDeskError('ConfigInvalid', { cause })
  }
  if (uid === process.getuid?.()) return undefined
  return chipDeskError('ConfigInvalid', { cause: `the key ${what} belongs to another user: chown the ${what}` })
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
