import type { HashName } from '../crypto/hash.ts'
import type { DataGroupId } from '../emrtd/lds/elementary-files.ts'
import type { CardRead } from '../reading/card-read.ts'

/** What may be withheld. The chip's keys say nothing about the person, and without them no proof of the chip can be made again. */
export type WithholdableGroup = Exclude<DataGroupId, 'DG14' | 'DG15'>

export const isWithholdable = (id: DataGroupId): id is WithholdableGroup => id !== 'DG14' && id !== 'DG15'

/** What is kept of a data group instead of its content: its hash by the algorithm of the security object, or SHA-256 without one. */
export interface WithheldGroup {
  readonly algorithm: HashName
  readonly hash: Uint8Array
}

/** A read as it came from the card, or as evidence kept it: then some groups that were read may be there by their hash alone. */
export interface KeptRead extends CardRead {
  readonly withheld?: ReadonlyMap<WithholdableGroup, WithheldGroup>
}
