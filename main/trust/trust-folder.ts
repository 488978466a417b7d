import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a trust folder keeps what was imported; loose certificate files stand beside, put there by hand. */
export const trustPaths = (folder: string) => ({
  index: join(folder, 'trust-index.json'),
  log: join(folder, 'trust-log.jsonl'),
  lock: join(folder, 'trust.lock'),
})

export type StoredKind = 'certificates' | 'revocation-lists' | 'deviation-lists'
const endings: Readonly<Record<StoredKind, string>> = {
  certificates: 'der',
  'revocation-lists': 'crl',
  'deviation-lists': 'index',
}

/** File of something imported, by its fingerprint. */
export const storedPath = (folder: string, kind: StoredKind, fingerprint: string): string =>
  join(folder, kind, `${fingerprint}.${endings[kind]}`)

/** A file to be stored under its fingerprint. */
export interface StoredFile {
  readonly kind: StoredKind
  readonly fingerprint: string
  readonly bytes: Uint8Array
}

/** Text of a file, or undefined if there is none. */
export const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

export const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path))

/** Loose certificate files of a folder, in the order of their names. */
export const looseFiles = (folder: string): { name: string; bytes: Uint8Array }[] =>
  readdirSync(folder)
    .filter(name => /\.(cer|crt|der|pem)$/i.test(name))
    .sort()
    .map(name => ({ name, bytes: bytesOf(join(folder, name)) }))

/** Writes a file so that after a power cut it is there whole or not at all: beside, flushed, then renamed. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.new`
  const handle = openSync(beside, 'w', 0o644)
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(beside, path)
  flushFolder(dirname(path))
}

/** Makes a rename durable, where the system can. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/** Stores files under their fingerprints; they count only once the index names them. */
export function storeFiles(folder: string, files: readonly StoredFile[]): void {
  for (const kind of new Set(files.map(file => file.kind))) mkdirSync(join(folder, kind), { recursive: true })
  // Not flushed one by one, which takes seconds for hundreds: one that a power cut damaged has another fingerprint, and is named.
  for (const { kind, fingerprint, bytes } of files) {
    const path = storedPath(folder, kind, fingerprint)
    writeFileSync(`${path}.${process.pid}.new`, bytes)
    renameSync(`${path}.${process.pid}.new`, path)
  }
}

/** Appends a line, cutting off first what a power cut left of an unfinished one. */
export function appendLine(path: string, line: string, wholeBytes: number): void {
  const handle = openSync(path, existsSync(path) ? 'r+' : 'w', 0o644)
  try {
    ftruncateSync(handle, wholeBytes)
    const bytes = Buffer.from(line, 'utf8')
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, undefined, wholeBytes + at)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Takes the lock of a folder while something is changed.
 * @returns what releases it, or undefined where another process that is alive holds it
 */
export function lockFolder(folder: string): (() => void) | undefined {
  const { lock } = trustPaths(folder)
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      return () => rmSync(lock, { force: true })
    } catch {
      if (isHeld(lock)) return undefined
      rmSync(lock, { force: true })
    }
  }
  return undefined
}

function isHeld(lock: string): boolean {
  const holder = Number(textOf(lock) ?? '')
  if (!Number.isInteger(holder) || holder <= 0) return false
  try {
    return process.kill(holder, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
