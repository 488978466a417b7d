import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../protocol/errors.ts'
import { syncFolder } from '../database/store-file.ts'

/**
 * Text of a file that only its owner can read.
 * @returns undefined where there is none; `ConfigInvalid` with the cure when file or folder are open to others
 */
export function readPrivately(path: string): Result<string | undefined, ChipDeskError> {
  const read = attempt(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const folder = exposure(dirname(path), 'folder', '700')
    if (folder) return fail(folder)
    if (!statSync(path, { throwIfNoEntry: false })) return ok(undefined)
    const file = exposure(path, 'file', '600')
    return file ? fail(file) : ok(readFileSync(path, 'latin1'))
  })
  return read.ok ? read.value : read
}

/**
 * Writes a file whole or not at all, for the owner alone, and syncs it and its name.
 * @param once keep the file that is there already, as of another process that was faster
 */
export function writePrivately(path: string, text: string, once = false): Result<void, ChipDeskError> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  const written = attempt(() => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const handle = openSync(draft, 'wx', 0o600)
    try {
      writeFileSync(handle, text)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    if (once) linkOnce(draft, path)
    else renameSync(draft, path)
    syncFolder(dirname(path))
  })
  attempt(() => rmSync(draft, { force: true }))
  return written
}

function linkOnce(draft: string, path: string): void {
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

/** Windows guards by access lists that follow the user's folder; its mode bits say nothing. */
function exposure(path: string, what: string, wanted: string): ChipDeskError | undefined {
  if (process.platform === 'win32') return undefined
  const { mode, uid } = statSync(path)
  const permissions = mode & 0o777
  if ((permissions & 0o077) !== 0) {
    const cause = `the key ${what} is open to other users (mode ${permissions.toString(8)}): chmod ${wanted} the ${what}`
    return chipDeskError('ConfigInvalid', { cause })
  }
  if (uid === process.getuid?.()) return undefined
  return chipDeskError('ConfigInvalid', { cause: `the key ${what} belongs to another user: chown the ${what}` })
}

const tags: Readonly<Record<string, ErrorTag>> = { ENOSPC: 'StoreFull', EDQUOT: 'StoreFull', EROFS: 'StoreReadOnly' }

/** What the file system refuses, as a value. Without SQLite: the window loads this too, and has no database. */
function attempt<T>(work: () => T): Result<T, ChipDeskError> {
  try {
    return ok(work())
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
    return fail(chipDeskError(tags[error.code] ?? 'StoreFailed', { cause: `key file: ${error.code}` }))
  }
}
