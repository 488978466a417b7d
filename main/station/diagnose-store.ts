import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Result } from '../emrtd/result.ts'
import type { Finding } from '../protocol/diagnostics.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { examineInThread } from '../store/rescue/thread-examine.ts'
import type { StoreReader } from '../store/store.ts'
import { failed } from './diagnose-devices.ts'

/** The files of a store, looked at once. */
export interface StoreLook {
  /** Bytes of file and log; absent where nobody could ask. */
  readonly sizeBytes?: number
  /** Bytes left on its disk. */
  readonly freeBytes?: number
  /** Undefined: sound. Else which parts are damaged. */
  readonly integrity: Result<readonly string[] | undefined, ChipDeskError>
}

/** Looks at the store that is open in this process, in a thread of its own. */
export async function lookAtStore(path: string, key: Uint8Array): Promise<StoreLook> {
  const bytes = async (file: string) => (await stat(file).catch(() => undefined))?.size ?? 0
  const sizeBytes = (await bytes(path)) + (await bytes(`${path}-wal`))
  const disk = await statfs(dirname(path)).catch(() => undefined)
  const integrity = await examineInThread({ path, key })
  return { sizeBytes, ...(disk && { freeBytes: disk.bavail * disk.bsize }), integrity }
}

export function databaseFinding({ sizeBytes, integrity }: StoreLook): Finding {
  if (!integrity.ok) return failed('database', integrity.error)
  const facts = sizeBytes === undefined ? {} : { sizeBytes }
  if (integrity.value) return { part: 'database', state: 'bad', says: 'database-damaged', facts }
  return { part: 'database', state: 'ok', says: 'database-sound', facts }
}

const GB = 1_000_000_000

/** A day of a busy desk is some hundred megabytes at most. */
export function diskFinding({ freeBytes }: Pick<StoreLook, 'freeBytes'>): Finding[] {
  if (freeBytes === undefined) return []
  const [state, says] =
    freeBytes < GB / 4
      ? (['bad', 'disk-full'] as const)
      : freeBytes < 2 * GB
        ? (['warn', 'disk-low'] as const)
        : (['ok', 'disk-enough'] as const)
  return [{ part: 'disk', state, says, facts: { freeBytes } }]
}

const days = 86_400_000
/** Made every night; a weekend with a holiday beside it is no reason to worry. */
const oldBackupMs = 4 * days

/** What is done at night, by the entries that it leaves in the log. */
export function careFindings(reader: Pick<StoreReader, 'auditList'>, now: Date, demo: boolean): Finding[] {
  const last = (action: 'store.backup' | 'store.purge') =>
    reader.auditList({ action, limit: 20 }).find(({ outcome }) => outcome !== 'failed' && outcome !== 'planned')?.at
  return [backupFinding(last('store.backup'), now, demo), purgeFinding(last('store.purge'))]
}

function backupFinding(backupAt: string | undefined, now: Date, demo: boolean): Finding {
  if (demo) return { part: 'backup', state: 'ok', says: 'backup-demo', facts: {} }
  if (backupAt === undefined) return { part: 'backup', state: 'warn', says: 'backup-none', facts: {} }
  const old = now.getTime() - Date.parse(backupAt) > oldBackupMs
  return old
    ? { part: 'backup', state: 'warn', says: 'backup-old', facts: { backupAt } }
    : { part: 'backup', state: 'ok', says: 'backup-made', facts: { backupAt } }
}

const purgeFinding = (purgedAt: string | undefined): Finding =>
  purgedAt === undefined
    ? { part: 'purge', state: 'ok', says: 'purge-none', facts: {} }
    : { part: 'purge', state: 'ok', says: 'purge-made', facts: { purgedAt } }

/** Questions that were asked for longer than this without an answer deserve a look, ms. */
const lateMs = 3_600_000
const mostEnded = 500

/** What waits to be sent, and what was given up by itself. */
export function outboxFinding(
  reader: Pick<StoreReader, 'pendingQuestions' | 'pendingCount' | 'deadQuestions'>,
  now: Date,
): Finding {
  const pending = reader.pendingCount()
  const ended = reader.deadQuestions(mostEnded).length
  const [oldest] = reader.pendingQuestions(1)
  const since = oldest && { oldestAt: oldest.question.createdAt }
  const error = oldest?.lastError && { error: oldest.lastError }
  if (ended > 0)
    return { part: 'outbox', state: 'warn', says: 'outbox-ended', facts: { ended, pending, ...since }, ...error }
  if (!oldest) return { part: 'outbox', state: 'ok', says: 'outbox-empty', facts: {} }
  const late = now.getTime() - Date.parse(oldest.question.createdAt) > lateMs
  const says = late ? 'outbox-late' : 'outbox-waiting'
  return { part: 'outbox', state: late ? 'warn' : 'ok', says, facts: { pending, ...since }, ...error }
}

/** Longer than the register needs to sign, even after a night, ms. */
const lateSignatureMs = 2 * days

/** How far the log goes, and how far somebody else has signed it. */
export function auditFinding(
  reader: Pick<StoreReader, 'auditHead' | 'auditReceipt'>,
  { broken, now, demo }: { broken?: ChipDeskError | undefined; now: Date; demo: boolean },
): Finding {
  if (broken) return failed('audit', broken)
  const head = reader.auditHead()
  if (!head) return { part: 'audit', state: 'ok', says: 'audit-empty', facts: {} }
  const receipt = reader.auditReceipt()
  const entries = head.seq
  if (!receipt) return { part: 'audit', state: demo ? 'ok' : 'unknown', says: 'audit-unsigned', facts: { entries } }
  const signedAt = receipt.receivedAt
  const unsigned = head.seq - receipt.seq
  const late = unsigned > 0 && now.getTime() - Date.parse(signedAt) > lateSignatureMs
  return late
    ? { part: 'audit', state: 'warn', says: 'audit-late', facts: { entries, unsigned, signedAt } }
    : { part: 'audit', state: 'ok', says: 'audit-signed', facts: { entries, unsigned, signedAt } }
}
