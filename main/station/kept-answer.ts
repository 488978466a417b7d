import type { OnlineState } from '../protocol/online-check.ts'
import type { RegistryState } from '../protocol/transaction.ts'
import type { StoreWriter } from '../store/store.ts'

/**
 * An answer as it is stored: a confirmation of residence names the ethnic group and the religion, which form CT07 has a place for and no desk keeps
 * (Luật 91/2025/QH15: sensitive data). They are there while the citizen is at the counter.
 */
export function keptAnswer<S extends RegistryState | OnlineState>(state: S): S {
  if (state.status !== 'answered' || !('answer' in state) || state.answer.kind !== 'residence') return state
  const { confirmation } = state.answer
  if (!confirmation) return state
  const { applicant } = confirmation.content
  const content = { ...confirmation.content, applicant: { ...applicant, ethnicity: '', religion: '' } }
  return { ...state, answer: { ...state.answer, confirmation: { ...confirmation, content } } }
}

/** A writer that keeps of every answer, early or late, no more than may be kept. */
export const keepingLess = (writer: StoreWriter): StoreWriter => ({
  ...writer,
  recordAnswer: (requestId, state, ...more) => writer.recordAnswer(requestId, keptAnswer(state), ...more),
})
