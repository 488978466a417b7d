import { parseCom } from '../emrtd/lds/com.ts'
import { parseUnverifiedSod } from '../emrtd/lds/sod.ts'
import type { FileId } from './card-read.ts'

/**
 * The data groups that a card says it has: those of EF.COM and those with a hash in EF.SOD. Neither list is verified yet; it only
 * decides what is asked for, and main/verification compares the two.
 */
export function presentFiles(files: ReadonlyMap<FileId, Uint8Array>): ReadonlySet<FileId> {
  const present = new Set<FileId>()
  const com = files.get('COM')
  const listed = com && parseCom(com)
  if (listed?.ok) for (const id of listed.value.dataGroups) present.add(id)
  const sod = files.get('SOD')
  const signed = sod && parseUnverifiedSod(sod)
  if (signed?.ok) for (const id of signed.value.securityObject.hashes.keys()) present.add(id)
  // Without either list DG1 and DG2, which every document must have, are still worth asking for.
  if (present.size === 0) for (const id of ['DG1', 'DG2'] as const) present.add(id)
  return present
}
