import { mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { SettingName, SettingValue } from '../protocol/settings.ts'
import { jsonOf } from './config.ts'

/** A JSON file of the desk as it lies there; one that is missing is empty. */
export interface SettingsFile {
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  /** SHA-256 of the text, hex. */
  readonly revision: string
}

export interface SettingChange {
  readonly name: SettingName
  /** `null`: taken out. */
  readonly value: SettingValue | null
}

/** @returns `ConfigInvalid` where it cannot be read or holds no object */
export async function readSettingsFile(path: string): Promise<Result<SettingsFile, ChipDeskError>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') return fail(chipDeskError('ConfigInvalid', { cause: `the file cannot be read: ${code}` }))
    text = ''
  }
  const json = text === '' ? ok({}) : jsonOf(text)
  if (!json.ok) return json
  if (!isObject(json.value)) return fail(chipDeskError('ConfigInvalid', { cause: 'config.json is not an object' }))
  return ok({ text, json: json.value, revision: bytesToHex(sha256(utf8ToBytes(text))) })
}

/** The value at a place like `desk.letterhead.unit`, where it is one that a screen can show. */
export function settingAt(json: unknown, name: SettingName): SettingValue | undefined {
  const value = name.split('.').reduce<unknown>((at, part) => (isObject(at) ? at[part] : undefined), json)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/** What the file says with these changes; everything beside them stays, in its order. */
export function withChanges(json: SettingsFile['json'], changes: readonly SettingChange[]): Record<string, unknown> {
  return changes.reduce<Record<string, unknown>>(
    (changed, { name, value }) => withValue(changed, name.split('.'), value),
    { ...json },
  )
}

function withValue(
  json: Readonly<Record<string, unknown>>,
  [part = '', ...rest]: readonly string[],
  value: SettingValue | null,
): Record<string, unknown> {
  const { [part]: before, ...others } = json
  if (rest.length === 0) return value === null ? others : { ...json, [part]: value }
  const inner = withValue(isObject(before) ? before : {}, rest, value)
  // What was only there for this value goes with it.
  return Object.keys(inner).length === 0 && value === null ? others : { ...json, [part]: inner }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Writes the file whole or not at all, by a draft beside it that takes its place; a link stays a link, and who may read it stays.
 * What it said before lies beside it as `….previous`.
 * @param first done once the draft lies safely on the disk and before it counts, as an audit entry must be
 * @returns `ConfigInvalid` where the folder does not take it, or what `first` says
 */
export async function writeSettingsFile(
  path: string,
  json: unknown,
  first: () => Promise<Result<unknown, ChipDeskError>>,
): Promise<Result<void, ChipDeskError>> {
  const target = await realpath(path).catch(() => path)
  const draft = `${target}.${process.pid}.new`
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const mode = await stat(target).then(
      found => found.mode & 0o777,
      () => 0o600,
    )
    const before = await readFile(target).catch(() => undefined)
    await writeWhole(draft, `${JSON.stringify(json, null, 2)}\n`, mode)
    if (before) await writeWhole(`${target}.previous`, before, mode)
    const done = await first()
    if (!done.ok) {
      await rm(draft, { force: true })
      return done
    }
    await rename(draft, target)
    return ok(undefined)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    const { code } = error as NodeJS.ErrnoException
    return fail(chipDeskError('ConfigInvalid', { cause: `the file cannot be written: ${code}` }))
  }
}

async function writeWhole(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  await rm(path, { force: true })
  // `wx`: whatever somebody else puts there meanwhile is not written through.
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}
