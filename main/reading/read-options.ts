import type { DataGroupId } from '../emrtd/lds/elementary-files.ts'
import type { InspectionSystem } from '../emrtd/terminal-authentication.ts'
import type { Phase, UserInteraction } from '../protocol/phases.ts'
import type { ReadSizes } from './block-size.ts'
import type { FileId } from './card-read.ts'
import type { ReadLimits } from './read-limits.ts'
import type { TraceLine } from './trace.ts'

/** What is known to open the chip with. */
export interface AccessSecrets {
  /** Card access number, six digits; on Vietnamese cards the last six of the personal number. */
  readonly can?: string
  /** Document number, birth and expiry with check digits, 9303-11 §4.3.2. */
  readonly mrzInformation?: string
}

export interface ReadProgress {
  readonly phase: Phase
  readonly dataGroup?: FileId
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly elapsedMs: number
  readonly interaction: UserInteraction
}

/** How often a lost card may be laid on again, and how long each time the desk waits for it. */
export interface ResumePolicy {
  readonly attempts: number
  readonly waitMs: number
}

export interface ReadOptions {
  readonly secrets: AccessSecrets
  readonly random: (length: number) => Uint8Array
  /** BAC although the document offers PACE and PACE failed: a downgrade, off unless a policy names it. */
  readonly bacAfterPaceFailure?: boolean
  /** Read DG2. Default true. */
  readonly photo?: boolean
  /** Data groups beyond those that every desk needs, e.g. DG11; default none. DG3 and DG4 are never asked for without an inspection system. */
  readonly dataGroups?: readonly DataGroupId[]
  /** EF.COM `skip`: not read where EF.SOD says which data groups there are. Default `read`: one APDU, and the two can be compared. */
  readonly com?: 'read' | 'skip'
  /** Chip authentication where PACE has done the mapping of it: default `unless-mapped`, which is not. */
  readonly chipAuthentication?: 'unless-mapped' | 'always'
  /**
   * An inspection system of the operator's: terminal authentication, where `dataGroups` asks for DG3 or DG4. Without one nothing of it is ever sent.
   */
  readonly inspectionSystem?: InspectionSystem
  /** Challenge of active authentication, 8 bytes, to bind the answer to the caller's transaction. Default: fresh random bytes. */
  readonly challenge?: Uint8Array
  /** Largest plain block to ask for; default 4000, at most 65000. 223 keeps to short APDUs. */
  readonly readSize?: number
  /** Block sizes that worked before, by reader and answer to reset: one value for a process, which reads add to. Default: nothing is remembered. */
  readonly readSizes?: ReadSizes
  readonly limits?: Partial<ReadLimits>
  /** Wait for a card that was lost to be laid on again, and go on where it stopped. Default: no attempt. */
  readonly resume?: ResumePolicy
  readonly signal?: AbortSignal
  readonly now?: () => Date
  readonly onProgress?: (progress: ReadProgress) => void
  /** Each file as soon as it is whole: unverified. */
  readonly onFile?: (id: FileId, content: Uint8Array) => void
  /** Every command, without data unless `tracePlain`; never with keys, challenges or the MRZ. */
  readonly onTrace?: (line: TraceLine) => void
  /** Traces hold bytes too, of the files that do not hold the CAN or MRZ; the portrait is among them. For a laboratory. Default false. */
  readonly tracePlain?: boolean
}
