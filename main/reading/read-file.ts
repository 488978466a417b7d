import { concatBytes } from '@noble/hashes/utils.js'
import { readBinary, readBinaryOdd, unwrapOddReadBinary } from '../emrtd/commands.ts'
import { elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { readTlvHeader } from '../emrtd/tlv.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { FileId } from './card-read.ts'
import type { CardSession } from './card-session.ts'

/** Largest file accepted; the largest picture seen on a card is under 60 kB. */
export const largestFile = 256 * 1024
/** Largest file without pictures; the largest seen is under 10 kB. */
const largestText = 64 * 1024
const withPictures: readonly FileId[] = ['DG2', 'DG3', 'DG4', 'DG5', 'DG7', 'DG11', 'DG12']

/** Block sizes to try, in plain bytes, after the one asked for: what fits a short answer under AES and 3DES, then what odd readers take. */
const shortSizes = { 'AES-128': 223, 'AES-192': 223, 'AES-256': 223, '3DES': 231 } as const
const stepsDown = [1000, 223, 192, 160, 128, 96]

/** The block size in use, shared by all files of a read: once a card refused a size, it is not asked again. */
export interface ReadSize {
  bytes: number
}

export type FileRead =
  | { readonly outcome: 'read'; readonly content: Uint8Array }
  | { readonly outcome: 'refused'; readonly reason: 'absent' | 'access-denied' | 'unreadable'; readonly sw: number }

/**
 * Reads one elementary file by its short file id (9303-10 §3.6.3.2): the first command brings the header and the first block, so that
 * a small file costs one APDU. `selected` reads the file selected before instead. Steps down on the status words by which cards and readers refuse a length.
 */
export async function readFile(
  session: CardSession,
  id: FileId,
  size: ReadSize,
  onBytes: (done: number, total: number) => void,
  { selected = false } = {},
): Promise<Result<FileRead, ChipDeskError>> {
  const { sfi, tag } = elementaryFile(id)
  const first = await readBlock(
    session,
    size,
    le => readBinary({ ...(!selected && { sfi }), offset: 0, le }),
    Number.POSITIVE_INFINITY,
  )
  if (!first.ok) return first
  if ('sw' in first.value) return ok({ outcome: 'refused', ...refusal(first.value.sw) })
  const header = readTlvHeader(first.value.data)
  if (!header.ok)
    return fail(chipDeskError(header.error.tag, { phase: session.phase, cause: `${id}: ${header.error.message}` }))
  if (header.value.tag !== tag) {
    return fail(
      chipDeskError('ProtocolTlv', {
        phase: session.phase,
        cause: `${id} begins with ${header.value.tag.toString(16)}`,
      }),
    )
  }
  const total = header.value.headerLength + header.value.valueLength
  if (total > (withPictures.includes(id) ? largestFile : largestText))
    return fail(chipDeskError('ProtocolLength', { phase: session.phase, cause: `${id} claims ${total} bytes` }))
  const blocks = [first.value.data.subarray(0, total)]
  let done = blocks[0]?.length ?? 0
  onBytes(done, total)
  while (done < total) {
    const next = await readBlock(session, size, le => blockAt(done, le), total - done)
    if (!next.ok) return next
    if ('sw' in next.value) return ok({ outcome: 'refused', ...refusal(next.value.sw) })
    const block = unwrap(next.value.data, done).subarray(0, total - done)
    if (block.length === 0) {
      return fail(
        chipDeskError('ProtocolLength', { phase: session.phase, cause: `${id} ends at ${done} of ${total} bytes` }),
      )
    }
    blocks.push(block)
    done += block.length
    onBytes(done, total)
  }
  return ok({ outcome: 'read', content: concatBytes(...blocks) })
}

/** Offsets over 15 bits need the odd instruction, ISO 7816-4 §11.2.3 and 9303-10 §3.6.3.2. */
const oddFrom = 0x8000
const blockAt = (offset: number, le: number) =>
  offset < oddFrom ? readBinary({ offset, le }) : readBinaryOdd({ offset, le })
const unwrap = (data: Uint8Array, offset: number) => (offset < oddFrom ? data : unwrapOddReadBinary(data))

type Block = { readonly data: Uint8Array } | { readonly sw: number }

/** One READ BINARY, stepping the size down as long as the card refuses it for its length. */
async function readBlock(
  session: CardSession,
  size: ReadSize,
  command: (le: number) => ReturnType<typeof readBinary>,
  wanted: number,
): Promise<Result<Block, ChipDeskError>> {
  for (;;) {
    const le = Math.min(fitting(size.bytes, session), wanted)
    const answered = await session.send(command(le))
    if (!answered.ok) {
      if (answered.error.sw === '6700' && stepDown(size, le)) continue
      return answered
    }
    const { data, sw } = answered.value
    // 6282: the file ends within the block. 9000: more may follow.
    if (sw === 0x9000 || sw === 0x6282) return ok({ data })
    if (refusesLength(sw) && stepDown(size, le)) continue
    return ok({ sw })
  }
}

/** 6700 wrong length, 6CXX wrong Le: the block is too large for this card or reader. 6B00 also stands for "past the end". */
const refusesLength = (sw: number) => sw === 0x6700 || sw >> 8 === 0x6c

function stepDown(size: ReadSize, tried: number): boolean {
  const next = stepsDown.find(step => step < Math.min(size.bytes, tried))
  if (next === undefined) return false
  size.bytes = next
  return true
}

/** 223 stands for "what fits a short answer": under 3DES that is 231, without secure messaging 256. */
function fitting(bytes: number, { cipher }: CardSession): number {
  if (bytes !== 223) return bytes
  return cipher ? shortSizes[cipher] : 256
}

function refusal(sw: number): { reason: 'absent' | 'access-denied' | 'unreadable'; sw: number } {
  if (sw === 0x6a82 || sw === 0x6a83 || sw === 0x6a88) return { reason: 'absent', sw }
  return { reason: sw === 0x6982 || sw === 0x6985 ? 'access-denied' : 'unreadable', sw }
}
