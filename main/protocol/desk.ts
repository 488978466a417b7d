import { z } from 'zod'
import { lights } from './checks.ts'
import { relatedPersonSchema } from './citizen-data.ts'
import { consentSchema, consentTypes } from './consent.ts'
import { customerFieldIds, customerSchema } from './customer.ts'
import { documentIds } from './printed-document.ts'
import { fieldIds } from './report.ts'

const words = z.object({ vi: z.string(), en: z.string() })

/** What has to be settled about one citizen at a desk, in this order; a desk's definition says which. */
export const stepIds = ['identity', 'registry', 'insurance', 'residence', 'customer', 'face', 'hand-over'] as const
export type StepId = (typeof stepIds)[number]

/**
 * `done`: settled, and good; `to-do`: the clerk's turn; `waiting`: for a service; `warned`: go on with care; `stopped`: the desk's rules end it here, unless a
 * second person takes it on; `not-asked`: nothing to ask about.
 */
export const stepStates = ['done', 'to-do', 'waiting', 'warned', 'stopped', 'not-asked'] as const
export type StepState = (typeof stepStates)[number]

/** Why a step is not `done`; the words of each stand in `desk-texts`. */
export const stepReasons = [
  'verdict',
  'read-incomplete',
  'no-chip',
  'chip-not-proven',
  'expired-document',
  'registry-not-asked',
  'registry-pending',
  'registry-failed',
  'registry-unknown',
  'registry-refused',
  'registry-differs',
  'holder-deceased',
  'holder-missing',
  'number-cancelled',
  'insurance-not-asked',
  'insurance-pending',
  'insurance-failed',
  'insurance-action',
  'insurance-checked-elsewhere',
  'residence-not-asked',
  'residence-pending',
  'residence-failed',
  'residence-unknown',
  'residence-differs',
  'customer-missing',
  'customer-differs',
  'customer-spelling',
  'customer-not-comparable',
  'face-undecided',
  'face-not-same',
  'face-unsure',
  'face-missing',
  'hand-over-open',
  'hand-over-pending',
  'hand-over-failed',
] as const
export type StepReason = (typeof stepReasons)[number]

export const deskStepSchema = z.object({
  id: z.enum(stepIds),
  state: z.enum(stepStates),
  /** A step that is only wished for stops nothing. */
  need: z.enum(['required', 'wished']),
  reasons: z.array(z.enum(stepReasons)),
})
export type DeskStep = z.infer<typeof deskStepSchema>

export const residenceKinds = ['permanent', 'temporary', 'current'] as const
export type ResidenceKind = (typeof residenceKinds)[number]
/** `wording`: other words for the same place; `not-on-card`: there is no address of the card to hold against it. */
export const residenceResults = ['same', 'wording', 'different', 'not-on-card'] as const
export type ResidenceResult = (typeof residenceResults)[number]

/** The address on the card beside what the register says, and the household. */
export const residenceViewSchema = z.object({
  /** As on the card; absent where it was not read. */
  card: z.string().optional(),
  /** Of what was not given there is no row. */
  rows: z.array(
    z.object({
      kind: z.enum(residenceKinds),
      /** Absent where nothing is on record. */
      address: z.string().optional(),
      /** `YYYY-MM-DD` */
      since: z.string().optional(),
      until: z.string().optional(),
      result: z.enum(residenceResults).optional(),
      /** All but the commune and the missing district is the same: likely the merger of July 2025, the clerk decides. */
      unitsOf2025: z.boolean().optional(),
    }),
  ),
  head: relatedPersonSchema.optional(),
  /** Without the head. */
  members: z.array(relatedPersonSchema),
})
export type ResidenceView = z.infer<typeof residenceViewSchema>

export const deskOutcomeSchema = z.object({
  /**
   * Green only where every required step is done, and never better than the card's own light; yellow: something waits or needs care; red: stopped; grey: nothing
   * is known.
   */
  light: z.enum(lights),
  steps: z.array(deskStepSchema),
  /** What can be printed now. */
  documents: z.array(
    z.object({
      id: z.enum(documentIds),
      /** A draft of less than it should say: offline, or before the answer. */
      basis: z.enum(['registry', 'chip', 'declared']),
    }),
  ),
  /** `possible`: the desk's rules let a second person take it on; `never`: not with this verdict; `done`: it was. */
  override: z.enum(['not-needed', 'possible', 'never', 'done']),
  /** The visit may end with `served`: nothing is left to the clerk, and nothing stops it that nobody has taken on. */
  serve: z.boolean(),
  /** The hand-over to the organisation's own system may be made. */
  handOver: z.boolean(),
  /** Whoever is at the counter may be told what the desk keeps of the card's holder. */
  ownData: z.boolean(),
  /** Hints of the definition that hold today for this transaction, e.g. of the route of a patient: the clerk decides. */
  hints: z.array(words.extend({ source: z.string() })),
  /** Of the step `residence`, once the register has answered. */
  residence: residenceViewSchema.optional(),
})
/** What a desk's definition makes of one transaction, by the station alone. */
export type DeskOutcome = z.infer<typeof deskOutcomeSchema>

/** One reason for which citizens come to this desk. */
export const deskVisitSchema = z.object({
  purpose: z.string(),
  name: words,
  /** What is read, why, and how long it is kept: shown before the read. */
  notice: z.object({
    reads: z.array(words),
    why: words,
    keeps: z.array(words),
    days: z.number().int(),
    /** Why so long. */
    retention: z.object({ kind: z.enum(['duty', 'limit']), source: z.string() }),
    legalBasis: z.object({ code: z.string(), title: words }),
    version: z.string(),
  }),
  /** By what right the card is read: a `CONSENT` has to be given and recorded first, there is none by default. */
  right: z.enum(consentTypes),
  /** Fields of the document that this purpose needs to see; others stay hidden. */
  shows: z.array(z.enum(fieldIds)),
  photo: z.boolean(),
  steps: z.array(z.enum(stepIds)),
  documents: z.array(z.enum(documentIds)),
  /** Fields of the customer record that are typed, where a step compares it; whether the amount is. */
  customer: z.object({ fields: z.array(z.enum(customerFieldIds)), amount: z.boolean() }).optional(),
})
export type DeskVisit = z.infer<typeof deskVisitSchema>

export const deskViewSchema = z.object({
  /** Of the definition: which one and of which day. */
  definition: z.object({ id: z.string(), version: z.string(), title: words }),
  /** `fixed`: there is one; otherwise chosen anew for every citizen. */
  purpose: z.enum(['fixed', 'chosen']),
  visits: z.array(deskVisitSchema),
  /** How somebody without a card may be received. */
  withoutCard: z.array(z.object({ reason: z.string(), name: words, right: z.enum(consentTypes), act: words })),
  /** Numbers are shown as 999****001 on screen. */
  masked: z.boolean(),
  faceComparison: z.object({ threshold: z.number() }).optional(),
})
export type DeskView = z.infer<typeof deskViewSchema>

export const visitSchema = z.object({
  /** Purpose of the citizen at the counter; absent until it was chosen. */
  purpose: z.string().optional(),
  /** Absent until it was recorded. */
  consent: consentSchema.optional(),
  /** What has to come first: nothing is read before. */
  needs: z.enum(['purpose', 'consent']).optional(),
  /** The organisation's own record of the person, typed or pushed, not yet held against a card. */
  customer: customerSchema.extend({ origin: z.enum(['typed', 'core']) }).optional(),
})
/** Whom the counter is serving, for what and by what right. */
export type Visit = z.infer<typeof visitSchema>
