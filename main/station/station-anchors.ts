import { existsSync } from 'node:fs'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { passportTrust } from '../../fixtures/country/passport-trust.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { anchorStore, joinRecords, looseRecords } from '../trust/anchor-store.ts'
import type { Trust } from '../trust/trust.ts'
import { trustOfRecords } from '../trust/trust-records.ts'
import { openTrustStore } from '../trust/trust-store.ts'
import { stationPaths } from './paths.ts'

/**
 * The CSCA certificates to trust: those of the folder named, else those of the site, which may have none. With `demo`, and only then,
 * the test anchors of the invented country and its neighbour, for cards and for passports with elliptic keys, and their revocation lists come along.
 */
export async function stationAnchors({
  folder,
  demo,
  env = process.env,
}: {
  folder?: string | undefined
  demo: boolean
  env?: NodeJS.ProcessEnv
}): Promise<Result<Trust, ChipDeskError>> {
  const place = folder ?? stationPaths(demo, env).anchors
  const invented = demo ? inventedTrust() : []
  const beside = invented.map(({ name, csca }) => ({ name, bytes: csca }))
  const revocationLists = invented.map(({ revocationList }) => revocationList)
  if (folder === undefined && !existsSync(place)) return ok(anchorStore(beside, { revocationLists }))
  const store = openTrustStore(place, beside)
  if (!store.ok) return store
  return ok(trustOfRecords(joinRecords(store.value.records, looseRecords([], { revocationLists }))))
}

// Keys of RSA take seconds to derive: whoever wants to see such a passport proven imports its anchor.
function inventedTrust() {
  const [citizen] = personas
  return [issuePublicTrust(), passportTrust(), ...(citizen ? [passportTrust({ holder: citizen })] : [])]
}
