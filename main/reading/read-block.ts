import type { ResponseApdu } from '../emrtd/apdu.ts'
import type { ReadCommand } from '../emrtd/commands.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type BlockSize, fittingSize, settleSize, smallerSize, smallestSize } from './block-size.ts'
import type { CardSession } from './card-session.ts'

/** What a READ BINARY brought. */
export interface BlockData {
  readonly data: Uint8Array
  /** The bytes that the chip gives at most, where it has said so by giving or asking for less. */
  readonly atMost?: number
}
/** A block, or the status word with which it was refused. */
export type Block = BlockData | { readonly sw: number }

/**
 * One READ BINARY of at most `wanted` bytes, in smaller and smaller ones as long as the card refuses the length. What was refused is not
 * asked again, once something smaller has worked.
 */
export async function readBlock(
  session: CardSession,
  size: BlockSize,
  command: (le: number) => ReadCommand,
  wanted: number,
): Promise<Result<Block, ChipDeskError>> {
  let bytes = size.bytes
  for (;;) {
    const le = Math.min(fittingSize(bytes, session.cipher), wanted)
    const read = command(le)
    const answered = await session.send(read)
    const sw = answered.ok ? answered.value.sw : plainWrongLength(answered.error)
    if (sw === undefined && !answered.ok) return answered
    if (answered.ok && isRead(answered.value)) {
      const { data, sw: said, le: named } = answered.value
      if (data.length > read.le) return oversized(session, data.length, read.le)
      if (bytes < size.bytes) settleSize(size, bytes)
      size.largest = Math.max(size.largest, data.length)
      const atMost = named ?? (said === 0x6282 ? data.length : undefined)
      return ok({ data, ...(atMost !== undefined && { atMost }) })
    }
    const smaller = sizeAfter(sw ?? 0, Math.min(bytes, le))
    if (smaller === undefined) return answered.ok ? ok({ sw: answered.value.sw }) : answered
    bytes = smaller
  }
}

/** No chip gives more than it was asked for; one that does may have anything in mind. */
const oversized = ({ phase }: CardSession, length: number, le: number) =>
  fail(chipDeskError('ProtocolLength', { phase, cause: `${length} bytes for Le ${le}` }))

/** A card refuses a length in plain even under secure messaging, and the channel lives on. */
function plainWrongLength({ tag, sw = '' }: ChipDeskError): number | undefined {
  const refused = tag === 'ProtocolStatusWord' && (sw === '6700' || sw.startsWith('6C'))
  return refused ? Number.parseInt(sw, 16) : undefined
}

/** The size to try after one that was refused with this status word: the one that the card names, else one smaller. */
function sizeAfter(sw: number, refused: number): number | undefined {
  if (!refusesLength(sw)) return undefined
  const named = sw >> 8 === 0x6c ? sw & 0xff || 256 : refused
  return named < refused && named >= smallestSize ? named : smallerSize(refused)
}

/** 9000 is more than enough; 6282 says that the file, or what the chip can give at once, ends within the block. */
const isRead = ({ data, sw }: ResponseApdu) => sw === 0x9000 || (sw === 0x6282 && data.length > 0)

/** 6700 wrong length, 6CXX wrong Le, 6282 without any byte, and 6B00, which some chips say to a block that goes past the end. */
const refusesLength = (sw: number) => sw === 0x6700 || sw === 0x6282 || sw === 0x6b00 || sw >> 8 === 0x6c
