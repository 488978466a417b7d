import { randomUUID } from 'node:crypto'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../../protocol/errors.ts'
import { filterFacts } from '../search-facts.ts'
import type { StoreWriter } from '../store.ts'
import { discardDraft, publishDraft } from './draft-file.ts'
import type { ExportDone, ExportOrder } from './export-order.ts'

/** Writes the draft, here or in a thread: `writeExport` or `exportInThread`. */
export type WriteDraft = (order: ExportOrder, id: string) => Promise<Result<ExportDone, ChipDeskError>>

/**
 * Takes transactions out of the store into a file. That it begins is in the audit log before the first row is written, and what came out, with
 * the hash of the file, before the file has its name: nothing leaves unlogged, whenever the power fails.
 * @returns `ApiMessageInvalid` without a reason; the error of the disk or of the store, and then there is no file
 */
export async function exportTransactions(
  order: ExportOrder,
  writer: Pick<StoreWriter, 'appendAudit'>,
  write: WriteDraft,
): Promise<Result<ExportDone, ChipDeskError>> {
  if (order.reason.trim().length < 3)
    return fail(chipDeskError('ApiMessageInvalid', { cause: 'an export needs a reason' }))
  const id = randomUUID()
  const begun = await writer.appendAudit([entryOf(order, id, 'begun')])
  if (!begun.ok) return begun
  const failed = async (error: ChipDeskError): Promise<Result<never, ChipDeskError>> => {
    discardDraft(order.path)
    await writer.appendAudit([entryOf(order, id, 'failed', { error: error.tag })])
    return fail(error)
  }
  const written = await write(order, id)
  if (!written.ok) {
    await writer.appendAudit([entryOf(order, id, 'failed', { error: written.error.tag })])
    return written
  }
  const { rows, bytes, sha256 } = written.value
  const logged = await writer.appendAudit([entryOf(order, id, 'done', { rows, bytes, sha256 })])
  if (!logged.ok) return failed(logged.error)
  const published = publishDraft(order.path)
  return published.ok ? ok(written.value) : failed(published.error)
}

/** What was looked for can be somebody's name, and a reason can hold one: both go with the audit details. */
function entryOf(
  { by, purpose, legalBasis, format, numbers, filter, reason }: ExportOrder,
  id: string,
  outcome: string,
  more: NewAuditEntry['facts'] = {},
): NewAuditEntry {
  return {
    ...by,
    action: 'store.export',
    purpose,
    ...(legalBasis !== undefined && { legalBasis }),
    outcome,
    facts: { export: id, format, numbers, ...filterFacts(filter), ...more },
    detail: { reason, ...(filter.text !== undefined && { text: filter.text }) },
  }
}
