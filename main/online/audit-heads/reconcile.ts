import type { AuditHead } from '../../audit/entry.ts'
import { fail, ok, type Result } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { type RegistryFailure, retryable } from '../registry-failure.ts'
import type { AuditHeadClient } from './audit-head-client.ts'
import type { Acknowledged } from './receipt-check.ts'

/** The chain as far as it is needed to compare it with what the register knows. */
export interface ChainPort {
  auditHead(): AuditHead | undefined
  /** The last receipt. */
  auditReceipt(): AuditHead | undefined
  auditEntry(seq: number): { readonly hash: string } | undefined
}

/** Refusals that say something about the chain or about the register's memory, not about the request. */
const aboutTheChain = ['AUDIT_HEAD_FORKED', 'AUDIT_HEAD_OLDER', 'AUDIT_HEAD_UNKNOWN']

/**
 * Reports the head of the chain. Where the register knows another last head, its own is compared with our entry of that number: the same means that
 * a receipt was lost on the way or that the register was put back to an older state, and the head is reported again on top of what it has; another
 * one, or one beyond our end, means that this log or a copy of it is not what it was.
 * @returns the receipt; undefined where there is nothing to report; `StoreAuditBroken`, final, where the logs part
 */
export async function reportHead(
  chain: ChainPort,
  client: AuditHeadClient,
  signal?: AbortSignal,
): Promise<Result<Acknowledged | undefined, RegistryFailure>> {
  const head = chain.auditHead()
  const receipt = chain.auditReceipt()
  if (receipt && (head?.seq ?? 0) < receipt.seq) return broken(`a receipt knows entry ${receipt.seq}`)
  if (receipt && chain.auditEntry(receipt.seq)?.hash !== receipt.head)
    return broken(`a receipt knows another entry ${receipt.seq}`)
  if (!head || head.seq === receipt?.seq) return ok(undefined)
  const told = await client.report(head, receipt, signal)
  if (told.ok || !told.error.final || !aboutTheChain.includes(told.error.error.cause ?? '')) return told

  const latest = await client.latest(signal)
  if (!latest.ok) return latest
  if (latest.value) {
    const known = latest.value
    const last = chain.auditHead()?.seq ?? 0
    if (known.seq > last) return broken(`the register knows entry ${known.seq}`)
    const ours = chain.auditEntry(known.seq)?.hash
    if (ours !== known.head) {
      // Shown ours of the same number, the register knows that there are two logs, and tells the other desk.
      if (ours) await client.report({ seq: known.seq, head: ours }, undefined, signal)
      return broken(`the register knows another entry ${known.seq}`)
    }
    // Acknowledged already, by an answer that never came or another process.
    if (known.seq >= head.seq) return ok(known)
  }
  const again = await client.report(head, latest.value, signal)
  if (again.ok || !aboutTheChain.includes(again.error.error.cause ?? '')) return again
  return fail(retryable('OnlineAnswerInvalid', 'the register contradicts itself'))
}

const broken = (cause: string) => fail({ error: chipDeskError('StoreAuditBroken', { cause }), final: true })
