import type { Phase, UserInteraction } from '../protocol/phases.ts'
import type { FileId } from './card-read.ts'

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

/** How long and how much a card may keep the desk; what it exceeds ends the read with a named error. */
export interface ReadLimits {
  /** Milliseconds for one answer, then `CardMute`. Default 8000: the slowest honest one seen is under 3 s, a PACE step on an old passport. */
  readonly apduMs: number
  /** Milliseconds for the whole read, waiting for a person not counted, then `CardMute`. Default 120 000; an old passport takes some 20 s. */
  readonly readMs: number
  /** APDUs of the whole read, then `ProtocolLength`. Default 4000; a read needs 120 at most, the largest file in the smallest blocks 3000. */
  readonly apdus: number
}

export const defaultLimits: ReadLimits = { apduMs: 8000, readMs: 120_000, apdus: 4000 }

export interface ReadOptions {
  readonly secrets: AccessSecrets
  readonly random: (length: number) => Uint8Array
  /** BAC although the document offers PACE and PACE failed: a downgrade, off unless a policy names it. */
  readonly bacAfterPaceFailure?: boolean
  /** Read DG2. Default true. */
  readonly photo?: boolean
  /** Largest plain block to ask for; default 4000, at most 65000. 223 keeps to short APDUs. */
  readonly readSize?: number
  readonly limits?: Partial<ReadLimits>
  readonly signal?: AbortSignal
  readonly now?: () => Date
  readonly onProgress?: (progress: ReadProgress) => void
  /** Each file as soon as it is whole: unverified. */
  readonly onFile?: (id: FileId, content: Uint8Array) => void
}
