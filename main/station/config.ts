import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { insuranceConfigSchema } from '../online/insurance/insurance-config.ts'
import { cardProviderConfigSchema, contractConfigSchema, populationBaseConfigSchema } from '../online/online-config.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { retentionOverridesSchema } from '../purposes/retention.ts'

const configSchema = z.strictObject({
  desk: z
    .strictObject({
      id: z.string().default('desk-1'),
      name: z.string().default('Quầy tiếp nhận'),
      organisationCode: z.string().default('00000'),
      unitCode: z.string().default('01'),
      purpose: z.string().default('ADMIN_PROCEDURE'),
      legalBasis: z.string().default('26/2023/QH15'),
      /** Code of the public service that justifies the queries (MaDVC). */
      serviceCode: z.string().default('0.000000'),
    })
    .prefault({}),
  policy: z.enum(['strict', 'counter']).default('counter'),
  /** Who answers about cards and citizens; the special service answers instead of the register. */
  registry: contractConfigSchema.optional(),
  cardProvider: cardProviderConfigSchema.optional(),
  populationBase: populationBaseConfigSchema.optional(),
  /** The health-insurance portal; its password is a setting of the store, see `chipdesk secret`. */
  insurance: insuranceConfigSchema.optional(),
  /** A desk that nobody touches asks for the PIN again after this many seconds. */
  lockAfterSeconds: z.number().int().min(30).max(3600).default(300),
  /** Days by purpose, where this desk keeps less than `main/purposes` says, or more by a law that it names. */
  retention: retentionOverridesSchema.default({}),
  /** A result leaves the screen by itself after this many seconds. */
  clearAfterSeconds: z.number().int().min(10).max(3600).default(120),
})
export type StationConfig = z.infer<typeof configSchema>

export const defaultConfig = (): StationConfig => configSchema.parse({})

/** Demo mode is a reception: what it asks the reference services is what a clinic may ask. */
export const demoConfig = (config: StationConfig): StationConfig => ({
  ...config,
  desk: { ...config.desk, purpose: 'PATIENT_ADMISSION', legalBasis: '26/2023/QH15' },
})

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
  try {
    const parsed = configSchema.safeParse(JSON.parse(text))
    if (parsed.success) return ok(parsed.data)
    const [issue] = parsed.error.issues
    return fail(chipDeskError('ConfigInvalid', { cause: `config.json: ${issue?.path.join('.')}: ${issue?.message}` }))
  } catch {
    return fail(chipDeskError('ConfigInvalid', { cause: 'config.json is not JSON' }))
  }
}
