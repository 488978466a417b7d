import { existsSync } from 'node:fs'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { passportTrust } from '../../fixtures/country/passport-trust.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { joinRecords, looseRecords } from '../trust/anchor-store.ts'
import type { Trust } from '../trust/trust.ts'
import { trustOfRecords } from '../trust/trust-records.ts'
import { emptyTrustStore, openTrustStore, type TrustStore } from '../trust/trust-store.ts'
import { stationPaths } from './paths.ts'

interface TrustPlace {
  readonly folder?: string | undefined
  readonly demo: boolean
  readonly env?: NodeJS.ProcessEnv
}

/**
 * The CSCA certificates to trust: those of the folder named, else those of the site, which may have none. With `demo`, and only then,
 * the test anchors of the invented country and its neighbour, for cards and for passports with elliptic keys, and their revocation lists come along.
 */
export async function stationAnchors(place: TrustPlace): Promise<Result<Trust, ChipDeskError>> {
  const store = stationTrustStore(place)
  return store.ok ? ok(store.value.trust) : store
}

/** The same with what is known of each: who imported it, what is out of use, what was changed when. */
export function stationTrustStore({ folder, demo, env = process.env }: TrustPlace): Result<TrustStore, ChipDeskError> {
  const place = folder ?? stationPaths(demo, env).anchors
  const invented = demo ? inventedTrust() : []
  const beside = invented.map(({ name, csca }) => ({ name, bytes: csca }))
  const revocationLists = invented.map(({ revocationList }) => revocationList)
  const isThere = folder !== undefined || existsSync(place)
  const opened = isThere ? openTrustStore(place, beside) : ok(emptyTrustStore(place))
  if (!opened.ok) return opened
  const come = looseRecords(isThere ? [] : beside, { revocationLists })
  const records = joinRecords(opened.value.records, come)
  return ok({ ...opened.value, records, trust: trustOfRecords(records) })
}

// Keys of RSA take seconds to derive: whoever wants to see such a passport proven imports its anchor.
function inventedTrust() {
  const [citizen] = personas
  return [issuePublicTrust(), passportTrust(), ...(citizen ? [passportTrust({ holder: citizen })] : [])]
}
