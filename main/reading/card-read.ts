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
  /** Of chip authentication mapping: what the chip sent to prove its static key. */
  readonly chipAuthenticationMapping?: ChipAuthenticationMapping
  readonly attempts: readonly AccessAttempt[]
}

/** Evidence of PACE with chip authentication mapping (9303-11 §4.4.3.5): CA_IC · PK_IC of EF.CardSecurity must be PK_Map,IC. */
export interface ChipAuthenticationMapping {
  /** CA_IC, decrypted and unpadded. */
  readonly chipAuthenticationData: Uint8Array
  /** PK_Map,IC, the chip's ephemeral public key of the mapping, uncompressed. */
  readonly mappingKey: Uint8Array
}

/** Terminal authentication v1 as it went; asked for only where an inspection system is configured. */
export interface TerminalAuthenticationRecord {
  readonly outcome: 'completed' | 'refused' | 'unsupported'
  /** Certificate holder reference of the inspection system. */
  readonly holder?: string
  readonly sw?: number
  readonly detail?: string
}

/** The chip authentication as it went; whether it proves anything is decided by main/verification. */
export interface ChipAuthenticationRecord {
  readonly outcome: 'completed' | 'refused' | 'unsupported'
  readonly sw?: number
  readonly detail?: string
  readonly transcript?: ChipAuthenticationTranscript
}

/** The active authentication as it went: the challenge has 8 bytes. */
export interface ActiveAuthenticationRecord {
  readonly outcome: 'answered' | 'refused'
  readonly challenge: Uint8Array
  readonly response?: Uint8Array
  readonly sw?: number
  /** `caller` if the challenge was given, so that the answer is bound to a transaction; else it is fresh random bytes. */
  readonly challengeFrom?: 'random' | 'caller'
}

/** What went over the wire in one phase. */
export interface ApduCount {
  readonly count: number
  readonly bytesOut: number
  readonly bytesIn: number
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
  readonly terminalAuthentication?: TerminalAuthenticationRecord
  /** Milliseconds by phase id, plus `total`. */
  readonly timings: Readonly<Record<string, number>>
  readonly apdu: ApduCount & {
    /** Plain bytes of the largest block that worked. */
    readonly readSize: number
    readonly byPhase?: Readonly<Record<string, ApduCount>>
  }
  /** Why the read ended early. */
  readonly error?: ChipDeskError
}
