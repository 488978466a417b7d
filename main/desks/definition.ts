import { z } from 'zod'
import { lights, verdicts } from '../protocol/checks.ts'
import { civilRecords, lookupFields } from '../protocol/citizen-data.ts'
import { consentTypes } from '../protocol/consent.ts'
import { customerFieldIds } from '../protocol/customer.ts'
import { stepIds } from '../protocol/desk.ts'
import { handOverFields } from '../protocol/hand-over.ts'
import { documentIds } from '../protocol/printed-document.ts'
import { fieldIds } from '../protocol/report.ts'
import { legalBasisSchema, purposeSchema } from '../purposes/purpose.ts'

/**
 * A desk as data: for what citizens come, by what right, what is asked, checked, shown, kept, printed and handed over. A file of this shape, with its
 * words in Vietnamese and English, is all that a new kind of desk needs.
 */

/** Typed on any keyboard, compared and printed as one: NFC. */
const text = z
  .string()
  .max(2000)
  .normalize('NFC')
  .trim()
  .min(1)
  .regex(/^[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u, 'must not hold characters that hide or turn others')
const words = z.strictObject({ vi: text, en: text })
const day = z.iso.date()
/** Where a rule comes from, and from when to when it holds; a rule outside its days is not there. */
const rule = {
  source: text,
  from: day,
  until: day.optional(),
  /** `verify`: to be confirmed by the organisation's own lawyer. */
  certainty: z.enum(['sure', 'verify']),
}

const stepSchema = z.strictObject({
  id: z.enum(stepIds),
  need: z.enum(['required', 'wished']),
  /** Only for a transaction of this amount or more, VND; without an amount the step is needed. */
  amountFrom: z.number().int().positive().optional(),
  ...rule,
})

const visitSchema = z.strictObject({
  purpose: z.string(),
  /** Code of the basis that is told to the register. */
  legalBasis: z.string(),
  /** Public service that justifies the queries (MaDVC); that of the configuration where absent. */
  serviceCode: text.max(100).optional(),
  right: z.enum(consentTypes),
  notice: z.strictObject({ reads: z.array(words).min(1), why: words, keeps: z.array(words).min(1) }),
  /** Fields that the clerk sees. */
  shows: z.array(z.enum(fieldIds)),
  /** Fields that are stored with the transaction: no others are, and each is shown too. */
  keeps: z.array(z.enum(fieldIds)),
  /** Whether the face on the chip is shown. It is never stored. */
  photo: z.boolean(),
  steps: z.array(stepSchema).max(50),
  /** Asked of the register by itself after each read of a card that is in order. */
  asks: z.strictObject({
    lookup: z.array(z.enum(lookupFields)).default([]),
    civilStatus: z.array(z.enum(civilRecords)).default([]),
    /** Text of the application for a confirmation of residence. */
    residence: words.optional(),
  }),
  documents: z.array(
    z.strictObject({
      id: z.enum(documentIds),
      /** How its number is written, `{n}` and `{year}` replaced, e.g. `{n}/XN`. */
      numbering: text.max(100).includes('{n}').optional(),
      /** Validity of the print-out in days or full years. */
      valid: z.strictObject({ years: z.number().int().min(1).max(5), ...rule }).optional(),
    }),
  ),
  handOver: z.array(z.enum(handOverFields)).default([]),
})

export const deskDefinitionSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,31}$/),
  /** Day of the last change. */
  version: day,
  title: words,
  /** Days on which this definition may be used. */
  from: day,
  until: day.optional(),
  /** Legal texts and purposes that the product does not know yet. */
  legalBases: z.array(legalBasisSchema).max(50).default([]),
  purposes: z.array(purposeSchema).max(50).default([]),
  /** One for each purpose, in the order of the keys 1 to 9. */
  visits: z.array(visitSchema).min(1).max(9),
  identity: z.strictObject({
    /** `required`: a card that could not prove its chip goes no further. */
    chipProof: z.enum(['required', 'wished']),
    expired: z.enum(['stop', 'warn']),
    /** Number and name must be the register's too; where it has not answered: */
    offline: z.enum(['go-on', 'wait']),
    ...rule,
  }),
  customer: z
    .strictObject({
      fields: z.array(z.enum(customerFieldIds)).min(1),
      /** Fields that stop where they differ or cannot be read; marks and spelling alone only warn, for many systems write none. */
      strict: z.array(z.enum(customerFieldIds)),
      amount: z.boolean(),
    })
    .optional(),
  face: z
    .strictObject({
      /** The computer's own comparison, an aid to the eye; off unless the configuration turns it on. */
      threshold: z.number().min(0).max(1),
      ...rule,
    })
    .optional(),
  withoutCard: z
    .array(
      z.strictObject({
        reason: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/),
        name: words,
        act: words,
        right: z.enum(consentTypes),
        ...rule,
      }),
    )
    .max(20)
    .default([]),
  /** Shown as hints, with their source: the clerk decides. */
  hints: z
    .array(
      z.strictObject({
        ...words.shape,
        when: z.strictObject({
          /** The place of first registration of the insurance: this facility, or another one. */
          registration: z.enum(['here', 'elsewhere']).optional(),
          /** Professional level of this facility. */
          facilityLevel: z.array(z.enum(['initial', 'basic', 'specialised'])).optional(),
          /** Third character of the card number. */
          benefit: z.array(z.number().int().min(1).max(5)).optional(),
          /** Five years without a gap are full on the day of the visit. */
          fiveYears: z.boolean().optional(),
        }),
        ...rule,
      }),
    )
    .max(200)
    .default([]),
  override: z.strictObject({
    /** Lights of a visit that a second person may take on. */
    lights: z.array(z.enum(lights)),
    /** Verdicts with which nobody may. */
    never: z.array(z.enum(verdicts)),
    ...rule,
  }),
  /** Numbers are shown as 999****001, on the screen and on paper that is not a form of the law. */
  masked: z.strictObject({ screen: z.boolean(), paper: z.boolean() }),
})
export type DeskDefinition = z.infer<typeof deskDefinitionSchema>
export type DeskVisitDefinition = DeskDefinition['visits'][number]
