import { startOrganisationSystem } from '../../fixtures/services/organisation/organisation-system.ts'
import type { HttpConnectorOptions } from '../online/hand-over/http-connector.ts'

/** The reference system of an organisation, to which a demo desk hands over, and how a desk reaches it. */
export interface ReferenceOrganisation {
  readonly connector: HttpConnectorOptions
  /** Answers, or breaks every connection as a network that is down. */
  setOnline(online: boolean): void
  stop(): Promise<void>
}

export async function startReferenceOrganisation(): Promise<ReferenceOrganisation> {
  const system = await startOrganisationSystem()
  const { clientId, key } = system.client
  return {
    connector: { url: system.handOverUrl, clientId, key },
    setOnline: online => system.setScenario(online ? 'normal' : 'reset'),
    stop: system.stop,
  }
}
