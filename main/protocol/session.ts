import { z } from 'zod'
import { roles } from './roles.ts'

export const operatorSchema = z.object({
  /** Name to sign in by. */
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/),
  /** As it stands on print-outs and in answers. */
  name: z.string().min(1).max(100),
  role: z.enum(roles),
})
/** One person at the desk; accounts are never shared. */
export type Operator = z.infer<typeof operatorSchema>

/**
 * Who is at the desk. `first-operator`: there is no account yet, and the first one will be an administrator's. `locked`: somebody is
 * signed in and has been away; nothing of a citizen is in the state then.
 */
export const sessionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('first-operator') }),
  z.object({ state: z.literal('signed-out') }),
  z.object({ state: z.literal('locked'), operator: operatorSchema }),
  z.object({ state: z.literal('signed-in'), operator: operatorSchema }),
])
export type Session = z.infer<typeof sessionSchema>
