import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import {
  type CivilRecord,
  type CivilStatusAnswer,
  citizenMatches,
  civilRecords,
  civilStatusRecordsSchema,
  type LookupAnswer,
  type LookupData,
  type LookupField,
  lookupDataSchema,
  lookupFields,
} from '../protocol/citizen-data.ts'
import type { RegistryRequest } from '../protocol/registry-question.ts'
import { isBorneOut, requestedFieldsOf } from './citizen-answer.ts'
import { jsonOf } from './http-exchange.ts'
import { openSeal } from './sealed-answer.ts'

const lookupSaid = z.object({
  match: z.enum(citizenMatches),
  perField: z.record(z.string(), z.object({ match: z.boolean() })),
  numberStatus: z.enum(['ACTIVE', 'CANCELLED']).optional(),
  given: z.array(z.enum(lookupFields)),
})

/** What identifies the person: the server compares it before it gives anything. */
const identifying = ['fullName', 'birthDate']

/**
 * Checks an answer to a look-up. Only what was asked and is signed as given is taken; whatever else came is dropped here and reaches neither
 * screen nor store. `data` itself is not in the signed text, which is kept nowhere either.
 * @returns the answer, or in fixed words what is wrong with it
 */
export function checkLookupAnswer(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): LookupAnswer | string {
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return opened.error === 'no signed answer' ? 'not a look-up' : opened.error
  const said = lookupSaid.safeParse(opened.value.said)
  const data = z.record(z.string(), z.unknown()).safeParse(opened.value.around.data)
  if (!said.success || !data.success) return 'not a look-up'
  const { match, perField, numberStatus, given } = said.data
  if (!isBorneOut(match, identifying, perField)) return 'summary and fields differ'
  if (match !== 'FULL' && given.length > 0) return 'data about somebody who was not recognised'
  const asked = lookupFields.filter(field => requestedFieldsOf(request).includes(field))
  const taken = asked.filter(field => given.includes(field))
  const parsed = pickData(data.data, taken)
  if (!parsed || taken.some(field => parsed[field] === undefined)) return 'not a look-up'
  const { transactionId, checkedAt } = opened.value.said
  return {
    kind: 'lookup',
    transactionId,
    checkedAt,
    match,
    ...(numberStatus && { numberStatus }),
    data: parsed,
    withheld: asked.filter(field => !taken.includes(field)),
  }
}

/** The named fields alone, and of each no more than its schema has. @returns undefined where one is of another shape */
export function pickData(
  data: Readonly<Record<string, unknown>>,
  fields: readonly LookupField[],
): LookupData | undefined {
  const parsed = lookupDataSchema.safeParse(Object.fromEntries(fields.map(field => [field, data[field]])))
  return parsed.success ? parsed.data : undefined
}

const civilSaid = z.object({ records: z.record(z.string(), z.unknown()) })
const askedRecords = z.object({ requestedRecords: z.array(z.enum(civilRecords)) })

/** Checks an answer of the civil-status service, in the same way. */
export function checkCivilStatusAnswer(
  value: unknown,
  request: RegistryRequest,
  keys: ReadonlyMap<string, KeyObject>,
): CivilStatusAnswer | string {
  const opened = openSeal(value, request.requestId, keys)
  if (!opened.ok) return opened.error === 'no signed answer' ? 'not a civil-status answer' : opened.error
  const said = civilSaid.safeParse(opened.value.said)
  if (!said.success) return 'not a civil-status answer'
  const asked = civilRecordsOf(request)
  const taken = asked.filter(record => record in said.data.records)
  const records = civilStatusRecordsSchema.safeParse(
    Object.fromEntries(taken.map(record => [record, said.data.records[record]])),
  )
  if (!records.success) return 'not a civil-status answer'
  const { transactionId, checkedAt } = opened.value.said
  return {
    kind: 'civil-status',
    transactionId,
    checkedAt,
    found: true,
    records: records.data,
    withheld: asked.filter(record => !taken.includes(record)),
  }
}

/** The records that a question asks for. */
export function civilRecordsOf({ body }: RegistryRequest): readonly CivilRecord[] {
  const parsed = askedRecords.safeParse(jsonOf(body))
  return parsed.success ? parsed.data.requestedRecords : []
}
