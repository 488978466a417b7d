import { existsSync } from 'node:fs'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { anchorStore, joinRecords, looseRecords } from '../trust/anchor-store.ts'
import type { Trust } from '../trust/trust.ts'
import { trustOfRecords } from '../trust/trust-records.ts'
import { openTrustStore } from '../trust/trust-store.ts'
import { stationPaths } from './paths.ts'

/**
 * The CSCA certificates to trust: those of the folder named, else those of the site, which may have none. With `demo`, and only then,
 * the invented country's test anchor and its revocation list come along.
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
  const { csca, revocationList, name } = issuePublicTrust()
  const beside = demo ? [{ name, bytes: csca }] : []
  const revocationLists = demo ? [revocationList] : []
  if (folder === undefined && !existsSync(place)) return ok(anchorStore(beside, { revocationLists }))
  const store = openTrustStore(place, beside)
  if (!store.ok) return store
  return ok(trustOfRecords(joinRecords(store.value.records, looseRecords([], { revocationLists }))))
}
