import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { type EidAnswer, type EidField, eidFields, eidLevelOneFields } from '../protocol/citizen-data.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { jsonOf } from './http-exchange.ts'
import type { EidBegun } from './registry-adapter.ts'
import { type Opened, openSeal } from './sealed-answer.ts'

const level = z.union([z.literal(1), z.literal(2)])

const asked = z.object({
  authentication: z.object({ personalNumber: z.string(), level, requestedFields: z.array(z.enum(eidFields)) }),
})

/** What an e-ID question asks for. */
export function eidAsked({ body }: RegistryRequest): z.infer<typeof asked>['authentication'] | undefined {
  const parsed = asked.safeParse(jsonOf(body))
  return parsed.success ? parsed.data.authentication : undefined
}

const begunSchema = z.object({
  authenticationId: z.string().regex(/^[A-Za-z0-9_-]{8,128}$/),
  status: z.literal('CREATED'),
  level,
  matchingCode: z.string().regex(/^[0-9]{2,6}$/),
  expiresAt: z.iso.datetime({ offset: true }),
})

/** Checks that a question was put into the app. */
export function checkEidBegun(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): EidBegun | string {
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return opened.error === 'no signed answer' ? 'not an e-ID request' : opened.error
  const begun = begunSchema.safeParse(opened.value.said)
  if (!begun.success) return 'not an e-ID request'
  const { authenticationId, matchingCode, expiresAt } = begun.data
  return begun.data.level === eidAsked(request)?.level
    ? { authenticationId, matchingCode, expiresAt }
    : 'an e-ID request of another level'
}

const stateSchema = z.object({
  authenticationId: z.string(),
  status: z.enum(['CREATED', 'PENDING', 'GRANTED', 'REFUSED', 'EXPIRED']),
  level,
  consent: z.object({ grantedAt: z.string(), purpose: z.string(), fields: z.array(z.enum(eidFields)) }).optional(),
  data: z.record(z.string(), z.string()).optional(),
})

/**
 * Checks what became of a question in the app. Data count with `GRANTED` alone, only those that were asked and that the citizen agreed to, and only
 * where the number is the one that was asked about.
 */
export function checkEidState(
  value: unknown,
  begun: EidBegun,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): EidAnswer | 'waiting' | { readonly wrong: string } {
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return { wrong: opened.error === 'no signed answer' ? 'not an e-ID state' : opened.error }
  const state = stateSchema.safeParse(opened.value.said)
  const question = eidAsked(request)
  if (!state.success || !question) return { wrong: 'not an e-ID state' }
  const { authenticationId, status, consent, data } = state.data
  if (authenticationId !== begun.authenticationId) return { wrong: 'another e-ID request' }
  if (state.data.level !== question.level) return { wrong: 'an e-ID request of another level' }
  if (status === 'CREATED' || status === 'PENDING') return 'waiting'
  if (status !== 'GRANTED') return { ...answered(opened.value, question.level), outcome: status, fields: {} }
  if (!consent || !data) return { wrong: 'granted without consent or data' }
  const fields = takenFields(question, consent.fields, data)
  if (!fields) return { wrong: 'e-ID data about another person' }
  const kept = { ...consent, fields: consent.fields.filter(field => question.requestedFields.includes(field)) }
  return { ...answered(opened.value, question.level), outcome: 'GRANTED', consent: kept, fields }
}

const answered = ({ said: { transactionId, checkedAt } }: Opened, asked: 1 | 2) => ({
  kind: 'eid' as const,
  transactionId,
  checkedAt,
  level: asked,
})

function takenFields(
  { personalNumber, level, requestedFields }: NonNullable<ReturnType<typeof eidAsked>>,
  consented: readonly EidField[],
  data: Readonly<Record<string, string>>,
): Partial<Record<EidField, string>> | undefined {
  if (data.personalNumber !== undefined && data.personalNumber !== personalNumber) return undefined
  const allowed = level === 1 ? eidLevelOneFields : eidFields
  const taken = requestedFields.filter(field => consented.includes(field) && allowed.includes(field))
  return Object.fromEntries(
    taken.flatMap(field => {
      const value = data[field]?.trim().normalize('NFC')
      return value ? [[field, value]] : []
    }),
  )
}
