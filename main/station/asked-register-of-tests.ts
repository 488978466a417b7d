import { createOutboxSender } from '../online/outbox-sender.ts'
import type { RegistryAdapter } from '../online/registry-adapter.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import type { Store } from '../store/store.ts'
import { lookupServices } from './asked-lookups.ts'
import { registryService } from './asked-service.ts'
import type { RecordsParts } from './records.ts'

/** The register alone among the parts of the records: asked about every read, and later what it did not answer at once. For tests. */
export const askedRegister = (
  store: Store,
  client: RegistryAdapter,
  limitMs: number,
  table: PurposeTable = purposeTable,
): Pick<RecordsParts, 'services' | 'sender' | 'closeServices'> => ({
  services: [registryService(limitMs), ...lookupServices(table)],
  sender: ({ pendingCount, ...events }) =>
    createOutboxSender({
      store: { reader: { ...store.reader, pendingCount }, writer: store.writer },
      client,
      ...events,
    }),
  closeServices: () => client.close(),
})
