import { closeSync, fsyncSync, mkdirSync, openSync, readSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes folder and empty file where there are none, for the owner alone; SQLite gives log and index the permissions of
 * the file. The name of the file is made durable with its folder, which SQLite leaves to its caller.
 */
export function createPrivately(path: string): void {
  const folder = dirname(path)
  const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
  syncFolder(folder)
  // A new folder is as durable as its own name in the one above, and so on up to one that was there.
  for (let above = folder; made !== undefined && above.length >= made.length; ) {
    above = dirname(above)
    syncFolder(above)
  }
}

/** Makes names in a folder durable; Windows does so by itself and cannot open folders. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** True when the file begins as an SQLite file that anyone can read. */
export function isPlain(path: string): boolean {
  const header = Buffer.alloc(15)
  const handle = openSync(path, 'r')
  readSync(handle, header)
  closeSync(handle)
  return header.toString('latin1') === 'SQLite format 3'
}
