import { z } from 'zod'
import type { Light } from './checks.ts'

/** What the counter does after a result of the health-insurance portal. */
export const insuranceActions = [
  'accept',
  'accept-new-card',
  'manual-paper',
  'not-covered',
  'not-found',
  'retype',
  'compare-name',
  'compare-birth',
  'refuse-card',
  'look-for-new-card',
  'child-procedure',
  'admin',
  'retry-later',
  'bug',
  'unknown',
] as const
export type InsuranceAction = (typeof insuranceActions)[number]

/**
 * Every result code of `KQNhanLichSuKCB2024` (annex 03 to the VSS letter of 2024 on card look-ups), and `080` and `090` of the method of
 * 2017, which are taken as unknown: the note says what they mean.
 */
export const insuranceCodes = Object.freeze({
  '000': 'accept',
  '001': 'manual-paper',
  '002': 'manual-paper',
  '003': 'accept-new-card',
  '004': 'accept-new-card',
  '010': 'not-covered',
  '050': 'not-found',
  '051': 'retype',
  '052': 'retype',
  '053': 'retype',
  '054': 'admin',
  '055': 'admin',
  '060': 'compare-name',
  '061': 'compare-name',
  '070': 'compare-birth',
  '080': 'unknown',
  '090': 'unknown',
  '100': 'retry-later',
  '101': 'retry-later',
  '110': 'refuse-card',
  '120': 'refuse-card',
  '121': 'look-for-new-card',
  '122': 'look-for-new-card',
  '123': 'look-for-new-card',
  '124': 'refuse-card',
  '130': 'child-procedure',
  '205': 'bug',
  '401': 'admin',
  '408': 'retry-later',
  '500': 'retry-later',
  '501': 'retry-later',
} as const satisfies Record<string, InsuranceAction>)
export type InsuranceCode = keyof typeof insuranceCodes

export const isInsuranceCode = (code: string): code is InsuranceCode => Object.hasOwn(insuranceCodes, code)

/** What to do after a code; `unknown` for one that no document has. */
export const actionOfCode = (code: string): InsuranceAction =>
  isInsuranceCode(code) ? insuranceCodes[code] : 'unknown'

/** Colour of an action at the counter. Only what was said without reservation is green. */
export const lightOfAction: Readonly<Record<InsuranceAction, Light>> = Object.freeze({
  accept: 'green',
  'accept-new-card': 'green',
  'manual-paper': 'yellow',
  'not-covered': 'red',
  'not-found': 'yellow',
  retype: 'yellow',
  'compare-name': 'yellow',
  'compare-birth': 'yellow',
  'refuse-card': 'red',
  'look-for-new-card': 'yellow',
  'child-procedure': 'yellow',
  admin: 'yellow',
  'retry-later': 'yellow',
  bug: 'yellow',
  unknown: 'yellow',
})

/** Whether the patient is covered today, in one word; `ask-paper`: the portal cannot say, the insurance card can. */
export const insuranceCoverages = ['covered', 'new-card', 'not-covered', 'ask-paper', 'unknown'] as const
export type InsuranceCoverage = (typeof insuranceCoverages)[number]

/** A card that has to be looked for or compared covers nobody yet, and does not say that nothing does. */
const coverages: Readonly<Record<InsuranceAction, InsuranceCoverage>> = Object.freeze({
  accept: 'covered',
  'accept-new-card': 'new-card',
  'manual-paper': 'ask-paper',
  'not-covered': 'not-covered',
  'not-found': 'ask-paper',
  retype: 'unknown',
  'compare-name': 'ask-paper',
  'compare-birth': 'ask-paper',
  'refuse-card': 'not-covered',
  'look-for-new-card': 'ask-paper',
  'child-procedure': 'ask-paper',
  admin: 'unknown',
  'retry-later': 'unknown',
  bug: 'unknown',
  unknown: 'unknown',
})

/** Coverage on the day of the visit, by what is to be done: a doubt of the desk counts before the portal's code. */
export const coverageOf = ({ action }: { readonly action: InsuranceAction }): InsuranceCoverage => coverages[action]

/**
 * Why an answer that says "in order" is not taken for that: the portal's own data say otherwise. Each with what is done instead.
 * `name`, `birth`: of somebody else; `not-yet`, `over`: the day of the visit is outside the validity; `no-new-card`: the old card
 * is over and the number of the new one is missing.
 */
export const insuranceDoubts = Object.freeze({
  name: 'compare-name',
  birth: 'compare-birth',
  'not-yet': 'not-covered',
  over: 'not-covered',
  'no-new-card': 'look-for-new-card',
} as const satisfies Record<string, InsuranceAction>)
export type InsuranceDoubt = keyof typeof insuranceDoubts

const doubts = Object.keys(insuranceDoubts) as [InsuranceDoubt, ...InsuranceDoubt[]]

/** `YYYY-MM-DD` */
const day = z.string()

export const insuranceCardSchema = z.object({
  /** Fifteen characters (QĐ 1351/QĐ-BHXH), or the ten or twelve digits that newer cards are known by. */
  number: z.string(),
  validFrom: day.optional(),
  validTo: day.optional(),
  /** Place of first registration. */
  registration: z.object({ code: z.string().optional(), name: z.string().optional() }).optional(),
  /** Third character of the number, with the share in percent that it stood for on that day: a hint, the clerk decides. */
  benefit: z.object({ level: z.number().int(), percent: z.number().optional() }).optional(),
})
export type InsuranceCard = z.infer<typeof insuranceCardSchema>

const said = { code: z.string(), note: z.string() }

/** What the health-insurance portal said about one person, without treatments and without what the identity card says already. */
export const insuranceAnswerSchema = z.object({
  kind: z.literal('insurance'),
  /** Result code of the portal, e.g. `000`. */
  code: said.code,
  /** `ghiChu`, always shown. Empty where the portal sent none. */
  note: said.note,
  action: z.enum(insuranceActions),
  /** Why `action` is not that of the code. */
  doubt: z.enum(doubts).optional(),
  /** What the portal said of the new card: after `003` it is asked once more by the number of that. */
  renewed: z.object(said).optional(),
  /** The card to go by on the day of the visit. */
  card: insuranceCardSchema.optional(),
  /** Number of the card that `card` came after. */
  oldCard: z.string().optional(),
  /** A card that was issued and is not valid yet. */
  nextCard: insuranceCardSchema.optional(),
  /** Ten digits of the social-insurance book. */
  bookNumber: z.string().optional(),
  /** When five years without a gap are full. */
  fiveYearsOn: day.optional(),
  /** Hard or island area of the residence. */
  area: z.enum(['K1', 'K2', 'K3']).optional(),
  /** The insurance office that keeps the card. */
  office: z.string().optional(),
  /** `HH:MM` in Vietnam of look-ups by other facilities on the day of the visit, earliest first; who asked is not kept. */
  checkedElsewhere: z.array(z.string()).optional(),
  /** Stays in hospital, without any illness; only where the desk was set to ask for them. */
  stays: z.array(z.object({ facility: z.string(), from: day, to: day.optional() })).optional(),
  /** Name of the officer in whose name the portal was asked. */
  officer: z.string(),
})
export type InsuranceAnswer = z.infer<typeof insuranceAnswerSchema>

/** The code whose words the counter is told: of two queries that which decides. */
export const decidingCode = ({ code, renewed }: Pick<InsuranceAnswer, 'code' | 'renewed'>): string =>
  renewed && !isInOrder(renewed.code) ? renewed.code : code

/** Whether the portal calls the card valid: `000` and `004`. */
export const isInOrder = (code: string): boolean => code === '000' || code === '004'

/** How the cause of an error names a result code of the portal. */
export const causeOfCode = (code: string): string => `result code ${code}`

/** The result code in the cause of an error, for its words; undefined where it is none. */
export function codeOfCause(cause: string | undefined): InsuranceCode | undefined {
  const code = /^result code ([0-9]{3})$/.exec(cause ?? '')?.[1]
  return code !== undefined && isInsuranceCode(code) ? code : undefined
}

/** Cause of the failure of a question that nobody may be named for: the portal takes none without an officer. */
export const noOfficer = 'no officer'
