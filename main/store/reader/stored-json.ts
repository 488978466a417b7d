import { z } from 'zod'
import { actSchema } from '../../protocol/act.ts'
import { errorSchema } from '../../protocol/errors.ts'
import { onlineStateSchema } from '../../protocol/online-check.ts'
import { questionSchema } from '../../protocol/registry-question.ts'
import { registryStateSchema, transactionSchema } from '../../protocol/transaction.ts'

/**
 * Reads what a row holds. Only a bug can have written what does not fit; it is thrown without a cause, because messages of the parsers
 * quote what they read, and what they read is about a citizen.
 */
const stored =
  <T>(what: string, schema: z.ZodType<T>) =>
  (text: string): T => {
    const read = json.pipe(schema).safeParse(text)
    if (read.success) return read.data
    throw new Error(`a stored ${what} cannot be read (${read.error.issues[0]?.path.join('.') ?? ''})`)
  }

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' })
    return z.NEVER
  }
})

export const storedTransaction = stored('transaction', transactionSchema)
export const storedRegistryState = stored('answer', registryStateSchema)
export const storedOnlineState = stored('answer', onlineStateSchema)
export const storedAct = stored('act', actSchema)
export const storedQuestion = stored('question', questionSchema)
export const storedError = stored('error', errorSchema)
