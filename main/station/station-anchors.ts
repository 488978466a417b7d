import { existsSync } from 'node:fs'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { type AnchorStore, anchorStore, loadAnchors } from '../trust/anchor-store.ts'
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
}): Promise<Result<AnchorStore, ChipDeskError>> {
  const place = folder ?? stationPaths(demo, env).anchors
  const site = folder === undefined && !existsSync(place) ? ok(anchorStore([])) : await loadAnchors(place)
  if (!site.ok || !demo) return site
  const { csca, name } = issuePublicTrust()
  const known = site.value.anchors.map(({ source, certificate }) => ({ name: source, bytes: certificate.bytes }))
  return ok(anchorStore([...known, { name, bytes: csca }]))
}
