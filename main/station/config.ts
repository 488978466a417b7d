import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { doorConfigSchema } from '../api/door-config.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { handOverConfigSchema } from '../online/hand-over/hand-over-config.ts'
import { insuranceConfigSchema } from '../online/insurance/insurance-config.ts'
import { cardProviderConfigSchema, contractConfigSchema, populationBaseConfigSchema } from '../online/online-config.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { slipPapers } from '../protocol/settings.ts'
import { retentionOverridesSchema } from '../purposes/retention.ts'

/** Typed on any keyboard, stored and printed as one: NFC, and nothing in it that hides or turns other characters. */
const shown = (most: number) =>
  z
    .string()
    .max(most)
    .normalize('NFC')
    .trim()
    .min(1)
    .regex(
      /^[^\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/u,
      'must not hold characters that hide or turn others',
    )

const configSchema = z.strictObject({
  desk: z
    .strictObject({
      id: shown(100).default('desk-1'),
      name: shown(200).default('Quầy tiếp nhận'),
      organisationCode: shown(50).default('00000'),
      unitCode: shown(50).default('01'),
      /** What kind of desk it is: a definition of the product, or one that an administrator has imported (`chipdesk desk`). */
      definition: z.string().default('office'),
      /** The one purpose of this desk, where its definition has several; otherwise chosen for every citizen. */
      purpose: z.string().optional(),
      /** Instead of the basis in the definition, for that one purpose. */
      legalBasis: z.string().optional(),
      /** Code of the public service that justifies the queries (MaDVC). */
      serviceCode: shown(50).default('0.000000'),
      /** What stands at the head of print-outs. */
      letterhead: z
        .strictObject({
          superior: shown(300).optional(),
          organisation: shown(300).optional(),
          unit: shown(300).optional(),
          address: shown(300).optional(),
        })
        .prefault({}),
      /** Of a hospital: its code at the insurance and its professional level, for hints. */
      facility: z
        .strictObject({ code: shown(20).optional(), level: z.enum(['initial', 'basic', 'specialised']).optional() })
        .optional(),
    })
    .prefault({}),
  policy: z.enum(['strict', 'counter']).default('counter'),
  /** Who answers about cards and citizens; the special service answers instead of the register. */
  registry: contractConfigSchema.optional(),
  cardProvider: cardProviderConfigSchema.optional(),
  populationBase: populationBaseConfigSchema.optional(),
  /** The health-insurance portal; its password is a setting of the store, see `chipdesk secret`. */
  insurance: insuranceConfigSchema.optional(),
  /** The organisation's own system, which takes over what a desk has established: a hospital's HIS, a bank's core. */
  organisation: handOverConfigSchema.optional(),
  /** Lets the organisation's own system say who stands at the counter. */
  door: doorConfigSchema.optional(),
  /** A desk that nobody touches asks for the PIN again after this many seconds. */
  lockAfterSeconds: z.number().int().min(30).max(3600).default(300),
  /** Days by purpose, where this desk keeps less than `main/purposes` says, or more by a law that it names. */
  retention: retentionOverridesSchema.default({}),
  /** The computer compares the face before the camera with the chip's, where the desk's definition knows it: an aid to the eye, never part of a verdict. */
  faceComparison: z.boolean().default(false),
  /** A result leaves the screen by itself after this many seconds. */
  clearAfterSeconds: z.number().int().min(10).max(3600).default(120),
  printing: z
    .strictObject({
      /** Paper of reception slips that F4 prints; the first of the definition where absent. */
      slip: z.enum(slipPapers).optional(),
    })
    .prefault({}),
})
export type StationConfig = z.infer<typeof configSchema>

export const defaultConfig = (): StationConfig => configSchema.parse({})

/** The desk of demo mode where none is asked for: a reception, with all that the reference services can say. */
const demoReception = { definition: 'clinic', purpose: 'PATIENT_ADMISSION', legalBasis: '26/2023/QH15' }

/** @param definition of the desk that demo mode shows */
export const demoConfig = (config: StationConfig, definition: string | undefined): StationConfig => {
  const { purpose: _, legalBasis: __, ...desk } = config.desk
  return { ...config, desk: { ...desk, ...(definition === undefined ? demoReception : { definition }) } }
}

/** Reads the configuration file; a missing one means the defaults, a wrong one is an error that names the place. */
export async function loadConfig(path: string): Promise<Result<StationConfig, ChipDeskError>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(defaultConfig())
    return fail(
      chipDeskError('ConfigInvalid', { cause: `config.json cannot be read: ${(error as NodeJS.ErrnoException).code}` }),
    )
  }
  const json = jsonOf(text)
  return json.ok ? parseConfig(json.value) : json
}

/** What the text of a configuration says, before it is known whether a desk can be opened with it. */
export function jsonOf(text: string): Result<unknown, ChipDeskError> {
  try {
    return ok(JSON.parse(text))
  } catch {
    return fail(chipDeskError('ConfigInvalid', { cause: 'config.json is not JSON' }))
  }
}

/** @returns `ConfigInvalid` whose cause names the place: `config.json: desk.id: …` */
export function parseConfig(json: unknown): Result<StationConfig, ChipDeskError> {
  const parsed = configSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  return fail(chipDeskError('ConfigInvalid', { cause: `config.json: ${issue?.path.join('.')}: ${issue?.message}` }))
}
