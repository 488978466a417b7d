import { type InsurancePortal, startInsurancePortal } from '../../fixtures/services/insurance/insurance-portal.ts'
import type { InsurancePortalOptions } from '../online/insurance/insurance-adapter.ts'

/** The reference insurance portal with the cards of all invented people, and how a desk asks it. */
export interface ReferenceInsurance {
  /** For `createInsurancePortal`. Its officer stands in for every account of the demo. */
  readonly adapter: InsurancePortalOptions
  /** Answers, or breaks every connection as a network that is down. */
  setOnline(online: boolean): void
  readonly setScenario: InsurancePortal['setScenario']
  stop(): Promise<void>
}

/** For demo mode, tests and `chipdesk services`. */
export async function startReferenceInsurance(
  options: Parameters<typeof startInsurancePortal>[0] = {},
): Promise<ReferenceInsurance> {
  const portal = await startInsurancePortal(options)
  const { username, password, code } = portal.facility
  return {
    adapter: {
      baseUrl: portal.url,
      account: { username, password },
      facilityCode: code,
      officer: () => portal.officers[0],
      timeouts: { connectMs: 2000, tlsMs: 2000, headersMs: 5000, bodyMs: 5000 },
    },
    setOnline: online => portal.setScenario(online ? 'normal' : 'reset'),
    setScenario: portal.setScenario,
    stop: portal.stop,
  }
}
