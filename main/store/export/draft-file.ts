import { createHash } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { syncFolder } from '../database/store-file.ts'

const bufferLength = 256 * 1024

/** What a finished draft holds. */
export interface Drafted {
  readonly bytes: number
  readonly sha256: string
}

/** A draft being written. Every method may throw what the disk says. */
interface Draft {
  put(piece: string | Uint8Array): void
  /** Nothing can be put after it. */
  finish(): Drafted
  /** Leaves nothing behind, at whatever point. */
  discard(): void
}

const draftOf = (path: string): string => `${path}.partial`

/** Leaves nothing of a draft that is not being written. */
export const discardDraft = (path: string): void => rmSync(draftOf(path), { force: true })

/** Gives a finished draft its name, durably, unless something has taken it meanwhile: nothing is written over. */
export const publishDraft = (path: string): Result<void, ChipDeskError> =>
  attempt(() => {
    // Takes the name if it is free, and only then puts the file there: not every disk can link.
    closeSync(openSync(path, 'wx', 0o600))
    renameSync(draftOf(path), path)
    syncFolder(dirname(path))
  })

/**
 * Writes the draft of a file, which only its owner can read; `publishDraft` gives it its name.
 * @param write throws what the disk says by `put`; what it returns is not looked at
 * @returns the error of the disk, or `StoreFailed` where a file of this name, or the rest of an export that was cut off, is there already; then
 *   nothing is left behind
 */
export function writeDraft(
  path: string,
  write: (put: (piece: string | Uint8Array) => void) => void,
): Result<Drafted, ChipDeskError> {
  const created = createDraft(path)
  if (!created.ok) return created
  const draft = created.value
  try {
    const written = attempt(() => {
      write(draft.put)
      return draft.finish()
    })
    if (!written.ok) draft.discard()
    return written
  } catch (bug) {
    draft.discard()
    throw bug
  }
}

function createDraft(path: string): Result<Draft, ChipDeskError> {
  const draft = draftOf(path)
  if (existsSync(path)) return fail(chipDeskError('StoreFailed', { cause: 'a file of this name is there already' }))
  const opened = attempt(() => openSync(draft, 'wx', 0o600))
  if (opened.ok) return ok(draftFile(draft, opened.value))
  if (opened.error.cause !== 'EEXIST') return opened
  const cause = 'the rest of an export that was cut off is there: delete the .partial file of this name'
  return fail(chipDeskError('StoreFailed', { cause }))
}

function draftFile(draft: string, handle: number): Draft {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(bufferLength)
  let used = 0
  let bytes = 0
  let open = true

  const write = (piece: Uint8Array) => {
    hash.update(piece)
    bytes += piece.length
    for (let at = 0; at < piece.length; ) at += writeSync(handle, piece, at)
  }
  const flush = () => {
    write(buffer.subarray(0, used))
    used = 0
  }
  const close = () => {
    if (open) closeSync(handle)
    open = false
  }

  return {
    put(piece) {
      const added = typeof piece === 'string' ? Buffer.from(piece) : piece
      if (used + added.length > bufferLength) flush()
      if (added.length > bufferLength) return write(added)
      buffer.set(added, used)
      used += added.length
    },
    finish() {
      flush()
      fsyncSync(handle)
      close()
      return { bytes, sha256: hash.digest('hex') }
    },
    discard() {
      close()
      rmSync(draft, { force: true })
    },
  }
}
