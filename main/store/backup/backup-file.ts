import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { z } from 'zod'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { pageBytes, pageCipher, saltBytes } from '../database/cipher-pages.ts'
import { attempt } from '../database/sqlite-failure.ts'
import { keepingSchema } from '../keys/key-text.ts'
import { sealedCopySchema } from '../keys/recovery-copy.ts'
import { sealedSchema } from '../keys/seal.ts'
import { numbersSchema } from '../rescue/high-water.ts'

/** Ending of a backup's name. */
export const backupEnding = '.chipdesk-backup'

/**
 * What stands in clear at the beginning of a backup: nothing personal. The key of the backup is its own, sealed for each way to open it:
 * a rotated or lost key of the store takes no backup along.
 */
const manifestSchema = z.strictObject({
  format: z.literal('chipdesk-backup'),
  version: z.literal(1),
  /** RFC 3339, UTC. */
  madeAt: z.string(),
  /** Version of the store's schema. */
  schema: z.number().int(),
  pages: z.number().int().positive(),
  /** Of the encrypted pages, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  numbers: numbersSchema,
  /** Last entry of the audit chain, against which a later chain can be held. */
  auditHead: z.strictObject({ seq: z.number().int(), hash: z.string() }),
  opens: z.strictObject({
    /** Under the key of the store, named by its id. */
    store: z.strictObject({ id: z.string(), sealed: sealedSchema }).optional(),
    passphrase: z.strictObject({ keeping: keepingSchema, sealed: sealedSchema }).optional(),
    recovery: sealedCopySchema.optional(),
  }),
})
export type Manifest = z.infer<typeof manifestSchema>

/** Where the encrypted pages begin: the head stands before them, padded with blanks. */
export const headBytes = 2 * pageBytes
const magic = 'chipdesk-backup 1\n'

/** Of the text of the manifest, by the key of the backup: nobody without it can change when it was made or what is in it. */
const codeOf = (backupKey: Uint8Array, text: string) =>
  createHmac('sha256', backupKey).update('chipdesk backup head').update(text).digest('hex')

/** @param backupKey 32 bytes */
export function formatHead(manifest: Manifest, backupKey: Uint8Array): Uint8Array {
  const text = JSON.stringify(manifest)
  const head = Buffer.alloc(headBytes, ' ')
  if (head.write(`${magic}${codeOf(backupKey, text)}\n${text}\n`) > headBytes - 1) throw new Error('a head fits')
  return head
}

export interface BackupHead {
  readonly manifest: Manifest
  readonly text: string
  readonly code: string
}

const invalid = (cause: string) => fail(chipDeskError('StoreBackupInvalid', { cause }))

/** What a backup says of itself; `openBackup` tells whether it is true. */
export function readHead(path: string): Result<BackupHead, ChipDeskError> {
  const read = attempt(() => {
    const head = Buffer.alloc(headBytes)
    const handle = openSync(path, 'r')
    readSync(handle, head, { position: 0 })
    closeSync(handle)
    return head.toString('utf8')
  })
  if (!read.ok) return invalid(read.error.cause ?? '')
  if (!read.value.startsWith(magic)) return invalid('this is no backup of ChipDesk')
  const [code = '', text = ''] = read.value.slice(magic.length).split('\n')
  const manifest = manifestOf(text)
  return manifest ? ok({ manifest, text, code }) : invalid('the head of the backup is damaged, or of a newer version')
}

function manifestOf(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Reads every byte of a backup: the head is by this key, each page is whole, and all of them are those that were written. */
export function checkBackup(
  path: string,
  { manifest, text, code }: BackupHead,
  key: Uint8Array,
): Result<void, ChipDeskError> {
  const expected = Buffer.from(codeOf(key, text))
  const given = Buffer.from(code)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return invalid('the head was changed')
  const read = attempt(() => {
    if (statSync(path).size !== headBytes + manifest.pages * pageBytes) return 'its length is wrong'
    return brokenPart(path, manifest, key)
  })
  if (!read.ok) return invalid(read.error.cause ?? '')
  return read.value === undefined ? ok(undefined) : invalid(read.value)
}

function brokenPart(path: string, { pages, sha256 }: Manifest, key: Uint8Array): string | undefined {
  const handle = openSync(path, 'r')
  try {
    const salt = Buffer.alloc(saltBytes)
    readSync(handle, salt, { position: headBytes })
    const cipher = pageCipher(key, salt)
    const digest = createHash('sha256')
    const page = Buffer.alloc(pageBytes)
    for (let number = 1; number <= pages; number++) {
      readSync(handle, page, { position: headBytes + (number - 1) * pageBytes })
      if (!cipher.isWhole(page, number)) return `page ${number} is damaged`
      digest.update(page)
    }
    return digest.digest('hex') === sha256 ? undefined : 'its pages are not those that were written'
  } finally {
    closeSync(handle)
  }
}
