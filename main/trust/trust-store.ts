import { statSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type AnchorProblem, fingerprintOf } from './anchor.ts'
import { joinRecords, looseRecords, type NamedFile } from './anchor-store.ts'
import { storedRecords } from './stored-records.ts'
import type { Trust } from './trust.ts'
import {
  appendLine,
  lockFolder,
  looseFiles,
  type StoredFile,
  storeFiles,
  textOf,
  trustPaths,
  writeWhole,
} from './trust-folder.ts'
import { decodeIndex, emptyIndex, encodeIndex, type TrustIndex } from './trust-index.ts'
import { logLine, readLog, type TrustLog, type TrustLogEntry } from './trust-log.ts'
import { type TrustRecords, trustOfRecords } from './trust-records.ts'

/** A trust folder as opened: its index, its loose files, and what both together trust. */
export interface TrustStore {
  readonly folder: string
  readonly index: TrustIndex
  readonly loose: readonly NamedFile[]
  readonly log: TrustLog
  readonly records: TrustRecords
  readonly trust: Trust
}

const invalid = (cause: string) => fail<ChipDeskError>(chipDeskError('TrustAnchorInvalid', { cause }))
const digestOf = (text: string | undefined) => fingerprintOf(new TextEncoder().encode(text ?? ''))

/**
 * Opens a trust folder. What is damaged is named: a broken index or log refuses the folder, a broken file of one certificate leaves that one
 * out and is in `trust.problems`.
 * @param beside anchors that come along without being in the folder
 * @returns error `TrustAnchorInvalid`
 */
export function openTrustStore(folder: string, beside: readonly NamedFile[] = []): Result<TrustStore, ChipDeskError> {
  try {
    if (!statSync(folder).isDirectory()) return invalid(`${folder} is no folder`)
    const { index: indexPath, log: logPath } = trustPaths(folder)
    const [text, logText] = [textOf(indexPath), textOf(logPath)]
    const log = readLog(logText ?? '')
    if (!log.ok) return invalid(`trust-log.jsonl: ${log.error}`)
    const state = stateOf(text, log.value)
    if (state === 'changed') return invalid('trust-index.json is not what the log says was written last')
    const index = text === undefined ? ok(emptyIndex) : decodeIndex(text)
    if (!index.ok) return invalid(`trust-index.json: ${index.error}`)
    const loose = looseFiles(folder)
    const problems = state === 'unfinished' ? [unfinished] : []
    const records = withoutDisabled(
      joinRecords(storedRecords(folder, index.value), looseRecords([...loose, ...beside]), { ...nothing, problems }),
      index.value,
    )
    return ok({ folder, index: index.value, loose, log: log.value, records, trust: trustOfRecords(records) })
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error))
  }
}

const nothing: TrustRecords = looseRecords([])

/** What a folder that is not there yet trusts. */
export const emptyTrustStore = (folder: string): TrustStore => ({
  folder,
  index: emptyIndex,
  loose: [],
  log: { entries: [], head: '', wholeBytes: 0 },
  records: nothing,
  trust: trustOfRecords(nothing),
})

const unfinished: AnchorProblem = {
  source: 'trust-log.jsonl',
  message: 'the last change was not completed; make it again',
}

/** The index against the last line of the log: a change is logged first, so that after a power cut the index may be one behind. */
function stateOf(text: string | undefined, { entries }: TrustLog): 'as-logged' | 'unfinished' | 'changed' {
  const last = entries.at(-1)
  const digest = digestOf(text)
  if (!last) return text === undefined ? 'as-logged' : 'changed'
  if (digest === last.after) return 'as-logged'
  return digest === last.before ? 'unfinished' : 'changed'
}

/** What one change does to a store. */
export interface TrustChange {
  readonly by: string
  readonly at: Date
  readonly action: TrustLogEntry['action']
  readonly sources?: readonly string[]
  readonly fingerprints: readonly string[]
  readonly files?: readonly StoredFile[]
  readonly index: TrustIndex
}

/**
 * Writes a change: files, then the line of the log, then the index in one rename. Nobody else may have changed the folder since it was opened.
 * @returns error `TrustAnchorInvalid`: in use, changed meanwhile, or not writable
 */
export function changeTrustStore({ folder, index }: TrustStore, change: TrustChange): Result<void, ChipDeskError> {
  const release = lockFolder(folder)
  if (!release) return invalid('another program is changing this trust folder')
  try {
    const { index: indexPath, log: logPath } = trustPaths(folder)
    const current = textOf(indexPath)
    if ((current ?? encodeIndex(emptyIndex)) !== encodeIndex(index))
      return invalid('trust-index.json was changed meanwhile')
    const log = readLog(textOf(logPath) ?? '')
    if (!log.ok) return invalid(`trust-log.jsonl: ${log.error}`)
    const next = encodeIndex(change.index)
    const { by, at, action, sources, fingerprints, files = [] } = change
    storeFiles(folder, files)
    const entry = {
      at: at.toISOString(),
      by,
      action,
      ...(sources && { sources: [...sources] }),
      fingerprints: [...fingerprints],
      before: digestOf(current),
      after: digestOf(next),
    }
    appendLine(logPath, logLine(entry, log.value.head), log.value.wholeBytes)
    writeWhole(indexPath, next)
    return ok(undefined)
  } catch (error) {
    return invalid(error instanceof Error ? error.message : String(error))
  } finally {
    release()
  }
}

/** Loose files too can be disabled; that holds for a certificate under whatever name and kind it is there. */
function withoutDisabled(records: TrustRecords, { disabledFiles, certificates }: TrustIndex): TrustRecords {
  const stored = certificates.filter(({ status }) => status === 'disabled').map(({ fingerprint }) => fingerprint)
  const disabled = new Set([...disabledFiles, ...stored])
  const isOn = ({ fingerprint }: { fingerprint: string }) => !disabled.has(fingerprint)
  const { anchors, links, signers } = records
  return { ...records, anchors: anchors.filter(isOn), links: links.filter(isOn), signers: signers.filter(isOn) }
}
