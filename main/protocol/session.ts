import { z } from 'zod'
import { roles } from './roles.ts'

/** Sign-in names; no account may be called what the audit calls nobody's doing. */
export const operatorIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{1,31}$/)
  .refine(id => !['station', 'unknown', 'nobody', 'os'].includes(id))

export const operatorSchema = z.object({
  /** Name to sign in by. */
  id: operatorIdSchema,
  /** As it stands on print-outs and in answers. */
  name: z.string().min(1).max(100),
  role: z.enum(roles),
})
/** One person at the desk; accounts are never shared. */
export type Operator = z.infer<typeof operatorSchema>

/** What waits for the consent of a second person. */
export const consentRequestSchema = z.object({
  id: z.string(),
  /** The call that was made, and with what: the second person must see what is consented to. */
  call: z.string(),
  params: z.record(z.string(), z.string()),
  roles: z.array(z.enum(roles)),
  /** How much of the five minutes was left when this state was made, ms. */
  leftMs: z.number(),
})
export type ConsentRequest = z.infer<typeof consentRequestSchema>

/**
 * Who is at the desk. `first-operator`: there is no account yet, and the first one will be an administrator's. `locked`: somebody is
 * signed in and has been away; nothing of a citizen is in the state then.
 */
export const sessionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('first-operator') }),
  z.object({ state: z.literal('signed-out') }),
  z.object({ state: z.literal('locked'), operator: operatorSchema }),
  z.object({ state: z.literal('signed-in'), operator: operatorSchema, consent: consentRequestSchema.optional() }),
])
export type Session = z.infer<typeof sessionSchema>

/** Longest PIN or password, UTF-16 units. */
export const longestSecret = 128
/** As typed. Longer than any name may be, so that what was typed wrong is answered and not refused by the wire. */
export const typedNameSchema = z.string().max(200)
export const secretSchema = z.string().max(longestSecret)

/** An account as it is listed: nobody needs its number whole. */
export const accountSchema = operatorSchema.extend({
  /** The person's own number but for its last three digits. */
  officerNumber: z.string().optional(),
  disabled: z.boolean(),
  createdAt: z.string(),
  changedAt: z.string(),
})
export type Account = z.infer<typeof accountSchema>

/** Why an account cannot be saved as asked; the `cause` of `ApiOperatorInvalid`. */
export const accountProblems = [
  'id-taken',
  'id-form',
  'name-empty',
  'no-such-account',
  'officer-number-form',
  'last-admin',
  'first-must-be-admin',
  'pin-short',
  'pin-trivial',
  'pin-birth',
  'password-short',
  'password-simple',
  'secret-long',
  'secret-same',
] as const
export type AccountProblem = (typeof accountProblems)[number]
