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
