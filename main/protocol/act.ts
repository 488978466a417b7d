import { z } from 'zod'
import { lights } from './checks.ts'
import { customerRowSchema } from './customer.ts'
import { stepReasons } from './desk.ts'
import { documentIds } from './printed-document.ts'
import { roles } from './roles.ts'

const act = {
  id: z.string(),
  /** RFC 3339. */
  at: z.string(),
  /** Sign-in name of whoever did it. */
  operator: z.string(),
}

export const faceDecisions = ['same', 'not-same', 'unsure'] as const
export const decisions = ['served', 'refused', 'referred'] as const

/** Form of a draft, its place in the desk's own numbering, and what it rests on. */
const draft = {
  document: z.enum(documentIds),
  /** Given by the store in the write itself: no two are alike, none is left out. Absent on papers that have none. */
  number: z.string().optional(),
  /** `YYYY-MM-DD` */
  validUntil: z.string().optional(),
  /** `registry`: the register answered. `chip`: offline, from the card alone. */
  basis: z.enum(['registry', 'chip', 'declared']).optional(),
  /** Requests whose answers a numbered paper repeats: with other answers it is another paper. */
  answers: z.array(z.string()).optional(),
  /** Of a refusal (CT06) or a receipt (CT04). */
  reason: z.string().max(1000).optional(),
}

export const actSchema = z.discriminatedUnion('kind', [
  /** The organisation's own record was held against the card. */
  z.object({
    ...act,
    kind: z.literal('customer'),
    customerNumber: z.string().optional(),
    amount: z.number().optional(),
    origin: z.enum(['typed', 'core']),
    rows: z.array(customerRowSchema),
  }),
  /** The operator has looked at the person and at the chip's picture. A score is an aid and decides nothing. */
  z.object({
    ...act,
    kind: z.literal('face'),
    decision: z.enum(faceDecisions),
    comparison: z.object({ score: z.number(), threshold: z.number(), method: z.string().max(100) }).optional(),
  }),
  /** How the visit ended. */
  z.object({ ...act, kind: z.literal('decision'), outcome: z.enum(decisions), reason: z.string().optional() }),
  /** Served against the rules of the desk, with the consent of a second person. Changes no verdict. */
  z.object({
    ...act,
    kind: z.literal('override'),
    reason: z.string(),
    light: z.enum(lights),
    /** Why the visit was held: what comes later was not taken on. */
    reasons: z.array(z.enum(stepReasons)).optional(),
    second: z.object({ id: z.string(), role: z.enum(roles) }),
  }),
  z.object({ ...act, kind: z.literal('document'), ...draft }),
  /** What came after the citizen had gone was looked at. */
  z.object({ ...act, kind: z.literal('reviewed') }),
])
/** Something done about a transaction after its read: entries are only ever added. */
export type Act = z.infer<typeof actSchema>
export type ActKind = Act['kind']
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** As somebody asks for it; the station says who and when, the store gives the number. */
export type NewAct = Without<Act, 'id' | 'at' | 'operator'>
