import { z } from 'zod'
import { civilRecords, eidFields, lookupFields } from '../protocol/citizen-data.ts'
import { consentTypes } from '../protocol/consent.ts'

/** Why a card may be read and a central service asked: those of the register's contract (`GET /v1/purposes`), which every desk knows. */
export const purposeCodes = [
  'HEALTH_INSURANCE_CHECK',
  'PATIENT_ADMISSION',
  'BANK_ACCOUNT_OPENING',
  'BANK_COUNTER_TXN',
  'BANK_INFO_UPDATE',
  'RESIDENCE_CONFIRMATION',
  'RESIDENCE_REGISTRATION',
  'ADMIN_PROCEDURE',
] as const

/** Questions to central services, by the last part of their path; the health-insurance portal is a service of its own. */
export const endpoints = [
  'card-verifications',
  'citizen-matches',
  'citizen-lookups',
  'residence-confirmations',
  'eid-authentications',
  'civil-status',
  'insurance-card-checks',
] as const
export type Endpoint = (typeof endpoints)[number]

/** Data groups of which an evidence file may keep the hash alone; never 1, 14 and 15, without which nothing is proven. */
export const withheldGroups = ['DG2', 'DG3', 'DG7', 'DG11', 'DG12', 'DG13', 'DG16'] as const

const text = z.string().min(1).max(2000)
const words = z.strictObject({ vi: text, en: text })
const day = z.iso.date()

/** `sure`: read in the law or an official text. `verify`: likely, to be confirmed by the desk's own lawyer before it is relied on. */
const certainty = z.enum(['sure', 'verify'])

export const legalBasisSchema = z.strictObject({
  /** Number of the text, e.g. `26/2023/QH15`. */
  code: text,
  /** Other ways in which desks write it. */
  also: z.array(text).max(50).default([]),
  title: words,
  /** First and last day in force, `YYYY-MM-DD`, in Vietnam. */
  from: day,
  until: day.optional(),
  /** Whether the days are sure. */
  certainty,
})
/** A legal text that a purpose can rest on. */
export type LegalBasis = z.infer<typeof legalBasisSchema>

const retentionSchema = z.strictObject({
  /** Full days for which a transaction stays, its own not counted. */
  days: z.number().int().min(1).max(36_525),
  /** `duty`: a law makes the desk keep it so long, whoever asks. `limit`: no law does; it may stay at most so long. */
  kind: z.enum(['duty', 'limit']),
  /** Number of the text and, where known, its article. */
  source: text,
  certainty,
})
/** How long, and by what law. */
export type Retention = z.infer<typeof retentionSchema>

export const purposeSchema = z.strictObject({
  /** Those of the register's contract are `purposeCodes`; a desk's definition may bring its own. */
  code: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/),
  name: words,
  /** Codes of legal bases. */
  legalBases: z.array(z.string()).min(1),
  consentTypes: z.array(z.enum(consentTypes)).min(1),
  endpoints: z.array(z.enum(endpoints)),
  lookup: z.strictObject({
    fields: z.array(z.enum(lookupFields)),
    /** Given back only with consent, or in an emergency: a legal duty of the desk is not enough for them. */
    sensitive: z.array(z.enum(lookupFields)),
  }),
  civilRecords: z.array(z.enum(civilRecords)),
  eidFields: z.array(z.enum(eidFields)),
  evidence: z.strictObject({
    /** Whether the desk may keep what the card said at all, beside the verdict. */
    keep: z.boolean(),
    withhold: z.array(z.enum(withheldGroups)),
  }),
  retention: retentionSchema,
})
export type Purpose = z.infer<typeof purposeSchema>

/** The whole table; what it says of itself must hold together. */
export const purposeTableSchema = z
  .strictObject({
    /** Day on which the table was last changed. */
    version: day,
    legalBases: z.array(legalBasisSchema),
    purposes: z.array(purposeSchema),
    /** Of audit details under no purpose, such as what somebody searched for. */
    auditDetails: retentionSchema,
  })
  .check(({ value, issues }) => {
    for (const message of contradictions(value)) issues.push({ code: 'custom', input: message, message })
  })
export type PurposeTable = z.infer<typeof purposeTableSchema>

interface Told {
  readonly legalBases: readonly Pick<LegalBasis, 'code' | 'also' | 'from' | 'until'>[]
  readonly purposes: readonly Purpose[]
}

function contradictions({ legalBases, purposes }: Told): string[] {
  const bases = legalBases.map(({ code }) => code)
  const written = legalBases.flatMap(({ code, also }) => [code, ...also])
  const twice = [...written, ...purposes.map(({ code }) => code)].filter((code, at, all) => all.indexOf(code) !== at)
  return [
    ...twice.map(code => `${code} twice`),
    ...legalBases.flatMap(({ code, from, until }) => (until && until < from ? [`${code} ends before it begins`] : [])),
    ...purposes.flatMap(purpose => [
      ...purpose.legalBases
        .filter(code => !bases.includes(code))
        .map(code => `${purpose.code}: no legal basis ${code}`),
      ...purpose.lookup.sensitive
        .filter(field => purpose.lookup.fields.includes(field))
        .map(field => `${purpose.code}: ${field} both sensitive and not`),
      ...reach(purpose),
    ]),
  ]
}

/** What can be asked for only at an endpoint that the purpose may not use would never be given. */
function reach({ code, endpoints: allowed, lookup, ...purpose }: Purpose): string[] {
  const needs: [Endpoint, number][] = [
    ['citizen-lookups', lookup.fields.length + lookup.sensitive.length],
    ['civil-status', purpose.civilRecords.length],
    ['eid-authentications', purpose.eidFields.length],
  ]
  return needs
    .filter(([endpoint, fields]) => allowed.includes(endpoint) !== fields > 0)
    .map(([endpoint]) => `${code}: ${endpoint} and its fields do not fit`)
}
