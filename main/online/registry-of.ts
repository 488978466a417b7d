import { createCardProvider } from './card-provider/card-provider.ts'
import type { RegistryTls } from './connector.ts'
import type { CardProviderConfig, ContractConfig, OnlineConfig, PopulationBaseConfig } from './online-config.ts'
import { createPopulationBase } from './population-base/population-base.ts'
import type { RegistryAdapter } from './registry-adapter.ts'
import { createRegistryClient, type RegistryClientOptions } from './registry-client.ts'

/** What a configuration only names. */
export interface OnlineMaterial {
  /** Text of every file of `filesOf`, by path. */
  readonly files?: ReadonlyMap<string, string>
  /** Secrets by name, as `online-config.ts` names them; they are kept in the encrypted store. */
  readonly secret?: (name: string) => string | undefined
  readonly now?: () => Date
}

/**
 * The register of a desk: one adapter, or several as one, each for what it does.
 * @returns undefined where nothing is configured: the desk then does not ask
 */
export function registryOf(config: OnlineConfig, material: OnlineMaterial = {}): RegistryAdapter | undefined {
  const parts = [
    config.registry && contract(config.registry, material),
    config.populationBase && populationBase(config.populationBase, material),
    config.cardProvider && cardProvider(config.cardProvider, material),
  ].filter(part => part !== undefined)
  if (parts.length === 0) return undefined
  // The later is the special one: it answers instead of the register.
  const combined: RegistryAdapter = Object.assign({}, ...parts)
  return {
    ...combined,
    close: async () => {
      await Promise.all(parts.map(part => part.close()))
    },
  }
}

/** How the register of the contract is reached, for whatever is asked of it. */
export const contractOptions = (
  { url, publicKeys, tls, timeouts, signedAnswers }: ContractConfig,
  material: OnlineMaterial,
): RegistryClientOptions => ({
  baseUrl: url,
  publicKeys,
  timeoutMs: timeouts.headersMs,
  timeouts,
  signedAnswers,
  tls: tlsOf(tls, material),
})

const contract = (config: ContractConfig, material: OnlineMaterial) =>
  createRegistryClient(contractOptions(config, material))

const cardProvider = ({ tls, serviceType, ...config }: CardProviderConfig, material: OnlineMaterial): RegistryAdapter =>
  createCardProvider({
    ...config,
    ...(serviceType !== undefined && { serviceType }),
    apiKey: material.secret?.('card-provider.api-key') ?? '',
    tls: tlsOf(tls, material),
    ...(material.now && { now: material.now }),
  })

function populationBase({ tls, front, officers, ...config }: PopulationBaseConfig, material: OnlineMaterial) {
  const secret = (name: string) => material.secret?.(`population-base.${name}`)
  return createPopulationBase({
    ...config,
    front:
      front.kind === 'axis'
        ? { ...front, secret: secret('secret') ?? '', apiKey: secret('api-key') ?? '' }
        : { ...front, accessToken: secret('access-token') ?? '' },
    officers: Object.fromEntries(
      Object.entries(officers).map(([operator, id]) => [operator, { id, authHash: secret(`officer.${id}`) }]),
    ),
    tls: tlsOf(tls, material),
    ...(material.now && { now: material.now }),
  })
}

/** A file that could not be read leaves its part out: then the handshake fails, and says so. */
function tlsOf(
  paths: { ca?: string | undefined; cert?: string | undefined; key?: string | undefined } | undefined,
  { files }: OnlineMaterial,
): RegistryTls {
  const text = (path: string | undefined) => (path === undefined ? undefined : files?.get(path))
  const [ca, cert, key] = [text(paths?.ca), text(paths?.cert), text(paths?.key)]
  return { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) }
}
