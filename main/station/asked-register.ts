import { createOutboxSender } from '../online/outbox-sender.ts'
import type { RegistryClient } from '../online/registry-client.ts'
import type { Store } from '../store/store.ts'
import { registryService } from './asked-service.ts'
import type { RecordsParts } from './records.ts'

/** The register among the parts of the records: asked about every read, and later what it did not answer at once. */
export const askedRegister = (
  store: Store,
  client: RegistryClient | undefined,
): Pick<RecordsParts, 'services' | 'sender'> =>
  client
    ? {
        services: [registryService(client)],
        sender: ({ pendingCount, onChange }) =>
          createOutboxSender({
            store: { reader: { ...store.reader, pendingCount }, writer: store.writer },
            client,
            onChange,
          }),
      }
    : { services: [] }
