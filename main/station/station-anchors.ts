import { existsSync } from 'node:fs'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import type { Trust } from '../trust/trust.ts'
import { openTrustStore } from '../trust/trust-store.ts'
import { stationPaths } from './paths.ts'

/**
 * The CSCA certificates to trust: those of the folder named, else those of the site, which may have none. With `demo`, and only then,
 * the invented country's test anchor comes along.
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
  const { csca, name } = issuePublicTrust()
  const beside = demo ? [{ name, bytes: csca }] : []
  if (folder === undefined && !existsSync(place)) return ok(anchorStore(beside))
  const store = openTrustStore(place, beside)
  return store.ok ? ok(store.value.trust) : store
}
