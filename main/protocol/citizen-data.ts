import { z } from 'zod'

/**
 * What a look-up can give back (draft circular on the services of the population base; vietnam.md §3.4). A purpose allows some of them; whatever
 * a server gives beside what was asked is dropped where its answer is read.
 */
export const lookupFields = [
  'permanentResidence',
  'temporaryResidence',
  'currentResidence',
  'household',
  'spouse',
  'lifeStatus',
  'bloodGroup',
  'legalRepresentative',
] as const
export type LookupField = (typeof lookupFields)[number]

/** Records of the civil-status base (hộ tịch). */
export const civilRecords = ['MARITAL_STATUS', 'BIRTH_EXTRACT', 'MARRIAGE_EXTRACT', 'DEATH_EXTRACT'] as const
export type CivilRecord = (typeof civilRecords)[number]

/** What an e-ID gives once its holder agrees: the first four at level 1, the others at level 2. */
export const eidFields = [
  'personalNumber',
  'fullName',
  'birthDate',
  'sex',
  'placeOfResidence',
  'documentNumber',
  'issueDate',
  'expiryDate',
] as const
export type EidField = (typeof eidFields)[number]
export const eidLevelOneFields: readonly EidField[] = eidFields.slice(0, 4)

export const lifeStatuses = ['ALIVE', 'DECEASED', 'MISSING'] as const
export const citizenMatches = ['FULL', 'PARTIAL', 'NONE', 'NOT_FOUND'] as const

/** Ends of a question: who answered, under which number of theirs, and when. */
const answerOf = { transactionId: z.string(), checkedAt: z.string() }

export const residenceSchema = z.object({
  address: z.string(),
  form: z.enum(['PERMANENT', 'TEMPORARY']).optional(),
  /** `YYYY-MM-DD` */
  since: z.string().optional(),
  until: z.string().optional(),
  registeredBy: z.string().optional(),
})
export type Residence = z.infer<typeof residenceSchema>

export const relatedPersonSchema = z.object({
  fullName: z.string(),
  personalNumber: z.string().optional(),
  birthDate: z.string().optional(),
  sex: z.string().optional(),
  relationship: z.string().optional(),
})
export type RelatedPerson = z.infer<typeof relatedPersonSchema>

/** `null` where there is nothing on record. */
export const lookupDataSchema = z.object({
  permanentResidence: residenceSchema.nullable().optional(),
  temporaryResidence: residenceSchema.nullable().optional(),
  currentResidence: residenceSchema.nullable().optional(),
  household: z
    .object({ head: relatedPersonSchema, members: z.array(relatedPersonSchema) })
    .nullable()
    .optional(),
  spouse: z.array(relatedPersonSchema).nullable().optional(),
  lifeStatus: z.enum(lifeStatuses).optional(),
  bloodGroup: z.string().nullable().optional(),
  legalRepresentative: z.array(relatedPersonSchema).nullable().optional(),
})
export type LookupData = z.infer<typeof lookupDataSchema>

/** Data that the central base gave back for a purpose that allows it, by field. Nothing is given where name and birth are not the number's. */
export const lookupAnswerSchema = z.object({
  kind: z.literal('lookup'),
  ...answerOf,
  match: z.enum(citizenMatches),
  numberStatus: z.enum(['ACTIVE', 'CANCELLED']).optional(),
  data: lookupDataSchema,
  /** Asked, and not given: the purpose does not cover it there, or the service does not have it. */
  withheld: z.array(z.enum(lookupFields)),
})
export type LookupAnswer = z.infer<typeof lookupAnswerSchema>

/** Trích lục hộ tịch (Luật Hộ tịch 60/2014/QH13 Điều 4). */
const extractOf = <T extends z.ZodRawShape>(content: T) =>
  z
    .object({
      number: z.string(),
      book: z.string(),
      registeredOn: z.string(),
      office: z.string(),
      content: z.object({ fullName: z.string(), birthDate: z.string(), sex: z.string(), ...content }),
    })
    .nullable()
    .optional()

export const maritalStatuses = ['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED'] as const

/** `null` where the books have no such entry. */
export const civilStatusRecordsSchema = z.object({
  MARITAL_STATUS: z
    .object({ status: z.enum(maritalStatuses), since: z.string().nullable() })
    .nullable()
    .optional(),
  BIRTH_EXTRACT: extractOf({
    placeOfBirth: z.string(),
    father: z.string().nullable(),
    mother: z.string().nullable(),
  }),
  MARRIAGE_EXTRACT: extractOf({ spouses: z.array(z.object({ fullName: z.string(), birthDate: z.string() })) }),
  DEATH_EXTRACT: extractOf({ diedOn: z.string() }),
})

export const civilStatusAnswerSchema = z.object({
  kind: z.literal('civil-status'),
  ...answerOf,
  /** False: there is nobody with this number, name and birth. */
  found: z.boolean(),
  records: civilStatusRecordsSchema,
  withheld: z.array(z.enum(civilRecords)),
})
export type CivilStatusAnswer = z.infer<typeof civilStatusAnswerSchema>

export const eidOutcomes = ['GRANTED', 'REFUSED', 'EXPIRED', 'NO_ACCOUNT', 'LEVEL_TOO_LOW'] as const

/**
 * How a citizen answered in VNeID who presents it instead of the card (NĐ 69/2024/NĐ-CP). The fields are a source of their own: they are not of the
 * chip, and never stand in for it.
 */
export const eidAnswerSchema = z.object({
  kind: z.literal('eid'),
  ...answerOf,
  outcome: z.enum(eidOutcomes),
  level: z.union([z.literal(1), z.literal(2)]),
  /** As the citizen gave it in the app; with `GRANTED` only. */
  consent: z.object({ grantedAt: z.string(), purpose: z.string(), fields: z.array(z.enum(eidFields)) }).optional(),
  fields: z.partialRecord(z.enum(eidFields), z.string()),
})
export type EidAnswer = z.infer<typeof eidAnswerSchema>

/** An e-ID request that waits in the app. */
export const eidWaitingSchema = z.object({
  /** Shown at the desk and in the app, for the citizen to compare. */
  matchingCode: z.string(),
  /** RFC 3339. */
  expiresAt: z.string(),
})
export type EidWaiting = z.infer<typeof eidWaitingSchema>

/** Sections I and II of form CT07 (TT 56/2021/TT-BCA, changed by TT 66/2023 and TT 53/2025). */
const residenceContentSchema = z.object({
  applicant: z.object({
    fullName: z.string(),
    birthDate: z.string(),
    sex: z.string(),
    personalNumber: z.string(),
    ethnicity: z.string(),
    religion: z.string(),
    nationality: z.string(),
    placeOfOrigin: z.string(),
  }),
  permanentResidence: z.string().nullable(),
  temporaryResidence: z.string().nullable(),
  currentResidence: z.string().nullable(),
  householdHead: z.object({ fullName: z.string(), personalNumber: z.string() }),
  relationshipToHead: z.string(),
  otherMembers: z.array(relatedPersonSchema.extend({ order: z.number().int() })),
  periods: z.array(
    z.object({
      address: z.string(),
      form: z.enum(['PERMANENT', 'TEMPORARY']),
      since: z.string(),
      until: z.string().nullable(),
      registeredBy: z.string(),
    }),
  ),
})

export const residenceOutcomes = ['CONFIRMED', 'TO_BE_VERIFIED', 'REFUSED', 'NOT_FOUND'] as const

export const residenceAnswerSchema = z.object({
  kind: z.literal('residence'),
  ...answerOf,
  outcome: z.enum(residenceOutcomes),
  /** With `CONFIRMED`. What is printed of it is a draft until the authority signs. */
  confirmation: z
    .object({
      number: z.string(),
      issuedOn: z.string(),
      validUntil: z.string(),
      authority: z.object({ superior: z.string(), issuing: z.string() }),
      content: residenceContentSchema,
    })
    .optional(),
  /** With `TO_BE_VERIFIED`: the day of the answer (form CT04). */
  answerOn: z.string().optional(),
  /** With `REFUSED` (form CT06). */
  reasonCode: z.string().optional(),
})
export type ResidenceAnswer = z.infer<typeof residenceAnswerSchema>
