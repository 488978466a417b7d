import { z } from 'zod'
import { registryVerdicts } from '../protocol/transaction.ts'
import { registryAddress } from './registry-client.ts'

const address = z.url().refine(url => registryAddress(url) !== undefined, 'must begin with https://')

/** Paths of PEM files for mutual TLS: whom to trust, the desk's certificate, its key. Chain and name of the server are verified always. */
const tlsFiles = z.strictObject({ ca: z.string().optional(), cert: z.string().optional(), key: z.string().optional() })

const limit = z.number().int().min(200).max(60_000)
/** Milliseconds, as `Timeouts` has them. */
const timeouts = z.strictObject({
  connectMs: limit.default(3000),
  tlsMs: limit.default(3000),
  headersMs: limit.default(10_000),
  bodyMs: limit.default(10_000),
})

/** The register of our contract (vietnam.md §3.5). */
export const contractConfigSchema = z.strictObject({
  url: address,
  /** Ed25519 public keys of the register by key id, PEM. Without its key an answer is refused. */
  publicKeys: z.record(z.string(), z.string()),
  tls: tlsFiles.optional(),
  timeouts: timeouts.prefault({}),
  /** Whether answers must be signed as a whole (RFC 9421); one whose signature does not hold is refused always. */
  signedAnswers: z.enum(['required', 'where-present']).default('where-present'),
  /** How long the counter waits for an answer before it shows `pending`, ms. */
  limitMs: z.number().int().min(200).max(30_000).default(3000),
})
export type ContractConfig = z.infer<typeof contractConfigSchema>

/** A provider of the RAR centre's card verification (§3.3). Its key is the secret `card-provider.api-key`. */
export const cardProviderConfigSchema = z.strictObject({
  url: address,
  customerCode: z.string().min(1).max(100),
  serviceType: z
    .string()
    .regex(/^[0-9]{1,4}$/)
    .optional(),
  /** The authority's RSA key that signs `_responds`, PEM. */
  publicKey: z.strictObject({ keyId: z.string().min(1), pem: z.string() }),
  /** What the provider's exit codes mean; those that are not here are `NOT_VALID`. */
  exitCodes: z.record(z.string(), z.enum(registryVerdicts)).default({}),
  echo: z.enum(['required', 'where-present']).default('required'),
  tls: tlsFiles.optional(),
  timeouts: timeouts.prefault({}),
})
export type CardProviderConfig = z.infer<typeof cardProviderConfigSchema>

/**
 * The national population base (§3.2). Secrets: on the axis `population-base.secret` and `population-base.api-key`, at a provincial gateway
 * `population-base.access-token`; `population-base.officer.ID` for an officer who has to prove the account.
 */
export const populationBaseConfigSchema = z.strictObject({
  url: address,
  front: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('axis'), user: z.string().min(1), xRoadClient: z.string().min(1) }),
    z.strictObject({ kind: z.literal('gateway'), tokenPath: z.string().regex(/^\/[\w./-]{1,200}$/) }),
  ]),
  /** Names of accounts at the base by the operator's id at the desk. */
  officers: z.record(z.string(), z.string()).default({}),
  integrationCodes: z
    .strictObject({ match: z.string().regex(/^[0-9]{3}$/), lookUp: z.string().regex(/^[0-9]{3}$/) })
    .default({ match: '003', lookUp: '037' }),
  tls: tlsFiles.optional(),
  timeouts: timeouts.prefault({}),
})
export type PopulationBaseConfig = z.infer<typeof populationBaseConfigSchema>

/**
 * Who answers what: the card by the provider and the citizen by the population base where they are given, everything else by the register of the
 * contract. One member each of `config.json`.
 */
export interface OnlineConfig {
  readonly registry?: ContractConfig | undefined
  readonly cardProvider?: CardProviderConfig | undefined
  readonly populationBase?: PopulationBaseConfig | undefined
}

/** Paths of every file that a configuration names, to be read before `registryOf`. */
export const filesOf = ({ registry, cardProvider, populationBase }: OnlineConfig): readonly string[] => {
  const named = [registry, cardProvider, populationBase].flatMap(part => Object.values(part?.tls ?? {}))
  return [...new Set(named.filter(path => path !== undefined))]
}
