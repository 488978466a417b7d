import type { ChipAuthenticationTranscript } from '../emrtd/chip-authentication-transcript.ts'
import type { ElementaryFileId } from '../emrtd/lds/elementary-files.ts'
import type { ChipDeskError } from '../protocol/errors.ts'

/** Elementary files by their names in 9303-10. */
export type FileId = ElementaryFileId

/** One try of an access protocol; a refused or wrong one stays visible in the report. */
export interface AccessAttempt {
  readonly protocol: 'PACE' | 'BAC'
  readonly password: 'CAN' | 'MRZ'
  readonly outcome: 'completed' | 'wrong-key' | 'refused' | 'unsupported'
  readonly sw?: number
}

export interface AccessRecord {
  readonly protocol: 'PACE' | 'BAC' | 'none'
  readonly mapping?: 'GM' | 'IM' | 'CAM'
  readonly cipher?: '3DES' | 'AES-128' | 'AES-192' | 'AES-256'
  readonly password?: 'CAN' | 'MRZ'
  readonly parameters?: string
  readonly attempts: readonly AccessAttempt[]
}

/** The chip authentication as it went; whether it proves anything is decided by main/verification. */
export interface ChipAuthenticationRecord {
  readonly outcome: 'completed' | 'refused' | 'unsupported'
  readonly sw?: number
  readonly detail?: string
  readonly transcript?: ChipAuthenticationTranscript
}

/** The active authentication as it went: the challenge was 8 fresh random bytes. */
export interface ActiveAuthenticationRecord {
  readonly outcome: 'answered' | 'refused'
  readonly challenge: Uint8Array
  readonly response?: Uint8Array
  readonly sw?: number
}

/** Everything one placement of a card gave, whole or in part; evidence, not yet a judgement. */
export interface CardRead {
  /** RFC 3339. */
  readonly at: string
  readonly reader?: { readonly name: string; readonly atr: Uint8Array }
  readonly access: AccessRecord
  /** Raw bytes as read; hashes are made over these and nothing else. */
  readonly files: ReadonlyMap<FileId, Uint8Array>
  readonly notRead: readonly { readonly file: FileId; readonly reason: string }[]
  readonly chipAuthentication?: ChipAuthenticationRecord
  readonly activeAuthentication?: ActiveAuthenticationRecord
  /** Milliseconds by phase id, plus `total`. */
  readonly timings: Readonly<Record<string, number>>
  readonly apdu: {
    readonly count: number
    readonly bytesOut: number
    readonly bytesIn: number
    readonly readSize: number
  }
  /** Why the read ended early. */
  readonly error?: ChipDeskError
}
