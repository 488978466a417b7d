import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { ok, type Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { syncFolder } from '../database/store-file.ts'
import { writePrivately } from '../keys/private-file.ts'
import { markPath, numbersSchema, writeMark } from './high-water.ts'

const swapSchema = z.strictObject({
  /** File that becomes the store, beside it. */
  draft: z.string(),
  /** Folder that the present store goes to, beside it. */
  aside: z.string(),
  /** What the new store is marked with. */
  numbers: numbersSchema,
  key: z.string(),
})
export type Swap = z.infer<typeof swapSchema>

const swapPath = (store: string) => `${store}.swap`

/**
 * Puts a finished file in the place of the store, with the present one moved aside and never deleted. Written down first: a swap that was cut off goes
 * on at the next open, and between the two names nobody finds a store missing and makes an empty one.
 */
export function swapStore(store: string, swap: Swap): Result<void, ChipDeskError> {
  const prepared = attempt(() => {
    syncFile(join(dirname(store), swap.draft))
    mkdirSync(join(dirname(store), swap.aside), { recursive: true, mode: 0o700 })
    syncFolder(dirname(store))
  })
  if (!prepared.ok) return prepared
  const written = writePrivately(swapPath(store), JSON.stringify(swap))
  return written.ok ? finishSwap(store) : written
}

/** Ends a swap that was begun; nothing to do in all other cases. To be called with the instance lock, before anything else looks at the store. */
export function finishSwap(store: string): Result<void, ChipDeskError> {
  if (!existsSync(swapPath(store))) return ok(undefined)
  return attempt(() => {
    const swap = swapSchema.parse(JSON.parse(readFileSync(swapPath(store), 'utf8')))
    const folder = dirname(store)
    const draft = join(folder, swap.draft)
    // While the draft has its own name, what has the name of the store is the old one, with its log.
    if (existsSync(draft)) {
      for (const end of ['-wal', '-shm', '.mark', '']) moveAside(store + end, join(folder, swap.aside))
      syncFolder(join(folder, swap.aside))
      renameSync(draft, store)
      syncFolder(folder)
    }
    writeMark(store, swap.numbers, swap.key)
    syncFile(markPath(store))
    for (const end of ['-wal', '-shm', '.mark']) rmSync(draft + end, { force: true })
    rmSync(swapPath(store))
    syncFolder(folder)
  })
}

function moveAside(path: string, folder: string): void {
  if (existsSync(path)) renameSync(path, join(folder, basename(path)))
}

function syncFile(path: string): void {
  const handle = openSync(path, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

/** Name of a folder for what is moved aside now. */
export const asideName = (why: 'damaged' | 'replaced', now: Date): string =>
  `${why}-${now.toISOString().replace(/[:.]/g, '-')}`
