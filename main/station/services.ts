import { readFile } from 'node:fs/promises'
import type { Deliverers } from '../online/deliverer.ts'
import { createOrganisationConnector, handOverFiles } from '../online/hand-over/create-connector.ts'
import { handOverDeliverer } from '../online/hand-over/deliver-hand-over.ts'
import { createHttpConnector } from '../online/hand-over/http-connector.ts'
import { insuranceDeliverer } from '../online/insurance/deliver-insurance.ts'
import { createInsurancePortal } from '../online/insurance/insurance-adapter.ts'
import { filesOf } from '../online/online-config.ts'
import { createOutboxSender } from '../online/outbox-sender.ts'
import { createRegistryClient, type RegistryClientOptions } from '../online/registry-client.ts'
import { contractOptions, registryOf } from '../online/registry-of.ts'
import type { Store } from '../store/store.ts'
import { insuranceOfficer, insuranceService } from './asked-insurance.ts'
import { lookupServices } from './asked-lookups.ts'
import { type AskedService, registryService } from './asked-service.ts'
import type { StationConfig } from './config.ts'
import type { DemoServices } from './demo-services.ts'
import type { DeskRules } from './desk-rules.ts'
import type { RecordsParts } from './records.ts'
import { isSecretName } from './secret-names.ts'

export interface Services extends Pick<RecordsParts, 'services' | 'sender' | 'closeServices'> {
  /** How the register is reached, for what is no question about a citizen. */
  readonly contract?: RegistryClientOptions
  /** Whether the organisation's own system is connected. */
  readonly handsOver: boolean
}

/** The central services of a desk, or of demo mode, as the records ask them; none where none is configured. */
export async function openServices(
  store: Store,
  config: StationConfig,
  rules: Pick<DeskRules, 'table'>,
  demo: DemoServices | undefined,
): Promise<Services> {
  const registry = demo ? demoRegistry(demo) : await siteRegistry(store, config)
  const insurance = insuranceOf(store, config, demo)
  const organisation = await organisationOf(store, config, demo)
  if (!registry && !insurance && !organisation) return { services: [], handsOver: false }
  const services: AskedService[] = [
    ...(registry ? [registryService(registry.limitMs)] : []),
    ...(insurance ? [insuranceService(insurance.limitMs, rules.table)] : []),
    ...(registry ? lookupServices(rules.table) : []),
  ]
  const deliverers: Deliverers = {
    ...(insurance && { insurance: insuranceDeliverer(insurance.adapter) }),
    ...(organisation && { 'hand-over': handOverDeliverer(organisation) }),
  }
  return {
    services,
    handsOver: organisation !== undefined,
    ...(registry?.contract && { contract: registry.contract }),
    sender: ({ pendingCount, ...events }) =>
      createOutboxSender({
        store: { reader: { ...store.reader, pendingCount }, writer: store.writer },
        ...(registry && { client: registry.client }),
        deliverers,
        ...events,
      }),
    async closeServices() {
      await registry?.client.close()
      await insurance?.adapter.close()
      await organisation?.close()
    },
  }
}

function demoRegistry({ registry: { url, publicKeys } }: DemoServices) {
  const contract = { baseUrl: url, timeoutMs: 10_000, publicKeys }
  return { client: createRegistryClient(contract), contract, limitMs: 3000 }
}

async function siteRegistry({ reader }: Store, config: StationConfig) {
  const files = await readFiles(filesOf(config))
  const material = { files, secret: secretIn(reader) }
  const client = registryOf(config, material)
  const contract = config.registry && contractOptions(config.registry, material)
  return client && { client, contract, limitMs: config.registry?.limitMs ?? 3000 }
}

/** Secrets of the services are settings of the store; no file has them. */
const secretIn = (reader: Store['reader']) => (name: string) =>
  isSecretName(name) ? reader.setting(`secret.${name}`) : undefined

function insuranceOf(store: Store, { insurance }: StationConfig, demo: DemoServices | undefined) {
  if (demo) return { adapter: createInsurancePortal(demo.insurance.adapter), limitMs: insurance?.limitMs ?? 5000 }
  if (!insurance) return undefined
  const { url, username, facilityCode, connectTimeoutMs, timeoutMs, limitMs, history, benefits } = insurance
  const adapter = createInsurancePortal({
    baseUrl: url,
    account: { username, password: secretIn(store.reader)('insurance.password') ?? '' },
    facilityCode,
    officer: insuranceOfficer(store.reader.operators),
    timeouts: { connectMs: connectTimeoutMs, tlsMs: connectTimeoutMs, headersMs: timeoutMs, bodyMs: timeoutMs },
    history,
    ...(benefits && { benefits }),
  })
  return { adapter, limitMs }
}

/** The organisation's own system, where one is connected. */
async function organisationOf({ reader }: Store, { organisation }: StationConfig, demo: DemoServices | undefined) {
  if (demo) return createHttpConnector(demo.organisation.connector)
  if (!organisation) return undefined
  const files = await readFiles(handOverFiles(organisation))
  return createOrganisationConnector(organisation, { files, secret: secretIn(reader) })
}

/** A file that cannot be read leaves its place empty: then the connection is refused, which every answer says. */
async function readFiles(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text !== undefined) files.set(path, text)
  }
  return files
}
