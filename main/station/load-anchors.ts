import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { type AnchorStore, anchorStoreOf, loadAnchorFolder } from '../trust/anchor-store.ts'
import { stationPaths } from './paths.ts'

/**
 * The CSCA certificates to trust: those of the folder named, else those of the site. With `demo`, and only then, the invented
 * country's test anchor comes along, marked as a test.
 */
export async function loadAnchors({
  folder,
  demo,
}: {
  folder: string | undefined
  demo: boolean
}): Promise<Result<AnchorStore, ChipDeskError>> {
  const site = await loadAnchorFolder(folder ?? stationPaths(demo).anchors, { mayBeMissing: folder === undefined })
  if (!site.ok || !demo) return site
  const { csca, name } = issuePublicTrust()
  const test = anchorStoreOf([{ certificate: csca, kind: 'test', source: name }])
  return test.ok ? ok(anchorStoreMerged(site.value, test.value)) : test
}
