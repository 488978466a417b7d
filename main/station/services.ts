import type { Deliverers } from '../online/deliverer.ts'
import { insuranceDeliverer } from '../online/insurance/deliver-insurance.ts'
import { createInsurancePortal } from '../online/insurance/insurance-adapter.ts'
import { createOutboxSender } from '../online/outbox-sender.ts'
import { createRegistryClient } from '../online/registry-client.ts'
import type { Store } from '../store/store.ts'
import { insuranceOfficer, insuranceService } from './asked-insurance.ts'
import { type AskedService, registryService } from './asked-service.ts'
import type { StationConfig } from './config.ts'
import type { DemoServices } from './demo-services.ts'
import type { RecordsParts } from './records.ts'

/** Setting of the store that holds the password of the insurance portal: no file has it. */
export const insurancePassword = 'insurance.password'

/** The central services of a desk, or of demo mode, as the records ask them; none where none is configured. */
export function servicesOf(
  store: Store,
  config: StationConfig,
  demo: DemoServices | undefined,
): Pick<RecordsParts, 'services' | 'sender' | 'closeServices'> {
  const registry = registryOf(config, demo)
  const insurance = insuranceOf(store, config, demo)
  if (!registry && !insurance) return { services: [] }
  const services: AskedService[] = [
    ...(registry ? [registryService(registry.limitMs)] : []),
    ...(insurance ? [insuranceService(insurance.limitMs)] : []),
  ]
  const deliverers: Deliverers = insurance ? { insurance: insuranceDeliverer(insurance.adapter) } : {}
  return {
    services,
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
    },
  }
}

function registryOf({ registry }: StationConfig, demo: DemoServices | undefined) {
  const { url, publicKeys } = demo?.registry ?? registry ?? {}
  if (!url || !publicKeys) return undefined
  const client = createRegistryClient({ baseUrl: url, timeoutMs: 10_000, publicKeys })
  return { client, limitMs: registry?.limitMs ?? 3000 }
}

function insuranceOf(store: Store, { insurance }: StationConfig, demo: DemoServices | undefined) {
  if (demo) return { adapter: createInsurancePortal(demo.insurance.adapter), limitMs: insurance?.limitMs ?? 5000 }
  if (!insurance) return undefined
  const { url, username, facilityCode, connectTimeoutMs, timeoutMs, limitMs, history, benefits } = insurance
  const adapter = createInsurancePortal({
    baseUrl: url,
    account: { username, password: store.reader.setting(insurancePassword) ?? '' },
    facilityCode,
    officer: insuranceOfficer(store.reader.operators),
    timeouts: { connectMs: connectTimeoutMs, tlsMs: connectTimeoutMs, headersMs: timeoutMs, bodyMs: timeoutMs },
    history,
    ...(benefits && { benefits }),
  })
  return { adapter, limitMs }
}
