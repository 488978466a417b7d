import { bytesToHex } from '@noble/hashes/utils.js'
import { type CommandApdu, encodeCommand, type ResponseApdu } from '../emrtd/apdu.ts'
import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError, ErrorTag } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type { Exchange } from './wire.ts'

/** What a session says about one command, with everything in it. It never leaves main/reading: `traceLine` decides what does. */
export interface TraceEntry {
  /** Number of APDUs on the wire up to and with this one. */
  readonly index: number
  readonly phase: Phase
  readonly ms: number
  readonly command: CommandApdu
  readonly answered: Result<ResponseApdu, ChipDeskError>
  readonly secured: boolean
  readonly exchanges: readonly Exchange[]
}

/** One side of an exchange: header or status word, lengths, and the bytes only where they may be shown. */
export interface TracedCommand {
  /** CLA INS P1 P2. */
  readonly header: string
  readonly bytes: number
  readonly le?: number
  readonly data?: string
}
export interface TracedResponse {
  readonly sw: string
  readonly bytes: number
  readonly data?: string
}

/** One command in a trace: as it was meant, and as it went over the wire. */
export interface TraceLine {
  readonly index: number
  readonly phase: Phase
  readonly ms: number
  readonly secured: boolean
  readonly command: TracedCommand
  readonly response?: TracedResponse
  readonly error?: ErrorTag
  /** Whole APDUs; hexadecimal where they may be shown. */
  readonly wire: readonly {
    readonly out: number
    readonly in: number
    readonly command?: string
    readonly response?: string
  }[]
}

/**
 * Phases whose bytes may be shown to who asks for them. Never among them: challenges, nonces and cryptograms, from which somebody could guess the
 * MRZ off-line (BAC); what is said in proof of keys; and the files that hold the MRZ, or the personal number, whose end is the CAN.
 * The session keys are in no command at all.
 */
const mayBeShown: readonly Phase[] = [
  'card-access',
  'card-security',
  'select-application',
  'com',
  'sod',
  'dg14',
  'dg15',
  'dg2',
]

/** A line without any byte of data but file identifiers, status words and lengths; with `plain`, also the bytes of files that do not say who the holder is. */
export function traceLine(entry: TraceEntry, { plain }: { plain: boolean }): TraceLine {
  const shown = plain && mayBeShown.includes(entry.phase)
  const { index, phase, secured, command, answered, exchanges } = entry
  return {
    index,
    phase,
    ms: Math.round(entry.ms * 100) / 100,
    secured,
    command: tracedCommand(command, shown || isSelect(command)),
    ...(answered.ok ? { response: tracedResponse(answered.value, shown) } : { error: answered.error.tag }),
    wire: exchanges.map(exchange => ({
      out: exchange.command.length,
      in: exchange.response.length,
      ...(shown && { command: bytesToHex(exchange.command), response: bytesToHex(exchange.response) }),
    })),
  }
}

/** SELECT names a file or an application, which says nothing about anybody. */
const isSelect = ({ ins }: CommandApdu) => ins === 0xa4

function tracedCommand(command: CommandApdu, shown: boolean): TracedCommand {
  const { data = new Uint8Array(), le } = command
  return {
    header: bytesToHex(encodeCommand(command).subarray(0, 4)),
    bytes: data.length,
    ...(le !== undefined && { le }),
    ...(shown && data.length > 0 && { data: bytesToHex(data) }),
  }
}

const tracedResponse = ({ data, sw }: ResponseApdu, shown: boolean): TracedResponse => ({
  sw: sw.toString(16).toUpperCase().padStart(4, '0'),
  bytes: data.length,
  ...(shown && data.length > 0 && { data: bytesToHex(data) }),
})
