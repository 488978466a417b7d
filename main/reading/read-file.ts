import { readBinary, readBinaryOdd, selectFile, unwrapOddReadBinary } from '../emrtd/commands.ts'
import { directoryOf, elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { readTlvHeader } from '../emrtd/tlv.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type BlockSize, settleSize } from './block-size.ts'
import type { FileId } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import { type Block, type BlockData, readBlock } from './read-block.ts'

/** Largest file accepted; the largest picture seen on a card is under 60 kB. */
export const largestFile = 256 * 1024
/** Largest file without pictures; the largest seen is under 10 kB. */
const largestText = 64 * 1024
const withPictures: readonly FileId[] = ['DG2', 'DG3', 'DG4', 'DG5', 'DG7', 'DG11', 'DG12']

/** A file under way: room for all of it, and how much is there. It outlives a lost card, so that no byte is read twice. */
export interface HeldFile {
  readonly content: Uint8Array
  done: number
}

/** How files of this card are read, learnt on the way and shared by all of them. */
export interface ReadHabits {
  readonly size: BlockSize
  /** Short file identifiers by directory; a card that does not know them gets SELECT before every file. */
  readonly shortIds: Record<'MF' | 'application', 'untried' | 'known' | 'unknown'>
  readonly held: Map<FileId, HeldFile>
}

export const readHabits = (size: BlockSize): ReadHabits => ({
  size,
  shortIds: { MF: 'untried', application: 'untried' },
  held: new Map(),
})

export type FileRead = { readonly outcome: 'read'; readonly content: Uint8Array } | Refusal
type Refusal = {
  readonly outcome: 'refused'
  readonly reason: 'absent' | 'access-denied' | 'unreadable'
  readonly sw: number
}

/**
 * Reads one elementary file of the current directory by its short file id (9303-10 §3.6.3.2): the first command brings the header and the
 * first block, so that a small file costs one APDU. A card that knows no short ids gets SELECT by file id. What is held of the file
 * already is not asked for again.
 */
export async function readFile(
  session: CardSession,
  id: FileId,
  habits: ReadHabits,
  onBytes: (done: number, total: number) => void = () => {},
): Promise<Result<FileRead, ChipDeskError>> {
  const before = habits.held.get(id)
  const opened = before ? await reopen(session, id, before, habits) : await open(session, id, habits)
  if (!opened.ok) return opened
  if ('sw' in opened.value) return ok(refusal(opened.value.sw))
  if (before) return readOn(session, id, before, habits, onBytes)
  return begin(session, id, opened.value, habits, onBytes)
}

/** Reads the file that was selected by some other way, from its beginning. */
export async function readSelected(
  session: CardSession,
  id: FileId,
  habits: ReadHabits,
): Promise<Result<FileRead, ChipDeskError>> {
  const first = await readBlock(session, habits.size, le => readBinary({ offset: 0, le }), Number.POSITIVE_INFINITY)
  if (!first.ok) return first
  return 'sw' in first.value ? ok(refusal(first.value.sw)) : begin(session, id, first.value, habits, () => {})
}

/** Makes the file the current one and reads its first block. */
async function open(session: CardSession, id: FileId, { size, shortIds }: ReadHabits) {
  const { sfi, fid } = elementaryFile(id)
  const directory = directoryOf(id)
  const first = (command: { sfi?: number }) =>
    readBlock(session, size, le => readBinary({ ...command, offset: 0, le }), Number.POSITIVE_INFINITY)
  let refused = 0
  if (shortIds[directory] !== 'unknown') {
    const block = await first({ sfi })
    if (!block.ok) return block
    if (!('sw' in block.value)) {
      shortIds[directory] = 'known'
      return block
    }
    refused = block.value.sw
    if (shortIds[directory] === 'known' || isDenied(refused)) return block
  }
  const selected = await session.send(selectFile(fid))
  if (!selected.ok) return selected
  // What says most about the file: SELECT knows whether it is there, the short id may only have been of no use.
  if (selected.value.sw !== 0x9000) return ok({ sw: isAbsent(refused) || refused === 0 ? selected.value.sw : refused })
  const block = await first({})
  if (block.ok && !('sw' in block.value) && refused !== 0) shortIds[directory] = 'unknown'
  return block
}

/** Makes a file the current one of which some is held: within 255 bytes by short id with an offset, else by SELECT. */
async function reopen(
  session: CardSession,
  id: FileId,
  held: HeldFile,
  habits: ReadHabits,
): Promise<Result<Block, ChipDeskError>> {
  const { sfi, fid } = elementaryFile(id)
  const short = habits.shortIds[directoryOf(id)] === 'known'
  if (short && held.done <= 0xff) {
    const wanted = held.content.length - held.done
    const block = await readBlock(session, habits.size, le => readBinary({ sfi, offset: held.done, le }), wanted)
    if (block.ok && !('sw' in block.value)) take(held, block.value.data)
    return block
  }
  const selected = await session.send(selectFile(fid))
  if (!selected.ok) return selected
  if (selected.value.sw === 0x9000) return ok({ data: new Uint8Array() })
  // One byte is read twice, for a card that knows no SELECT.
  return short
    ? readBlock(session, habits.size, le => readBinary({ sfi, offset: 0, le }), 1)
    : ok({ sw: selected.value.sw })
}

/** Takes the first block: what it says about the length bounds everything after it. */
async function begin(
  session: CardSession,
  id: FileId,
  first: BlockData,
  habits: ReadHabits,
  onBytes: (done: number, total: number) => void,
): Promise<Result<FileRead, ChipDeskError>> {
  const { phase } = session
  const header = readTlvHeader(first.data)
  if (!header.ok) return fail(chipDeskError(header.error.tag, { phase, cause: `${id}: ${header.error.message}` }))
  const { tag, headerLength, valueLength } = header.value
  if (tag !== elementaryFile(id).tag)
    return fail(chipDeskError('ProtocolTlv', { phase, cause: `${id} begins with ${tag.toString(16)}` }))
  const total = headerLength + valueLength
  if (total > (withPictures.includes(id) ? largestFile : largestText))
    return fail(chipDeskError('ProtocolLength', { phase, cause: `${id} claims ${total} bytes` }))
  const file = { content: new Uint8Array(total), done: 0 }
  take(file, first.data)
  if (file.done < total) settleSize(habits.size, first.atMost)
  habits.held.set(id, file)
  return readOn(session, id, file, habits, onBytes)
}

function take(file: HeldFile, data: Uint8Array): number {
  const block = data.subarray(0, file.content.length - file.done)
  file.content.set(block, file.done)
  file.done += block.length
  return block.length
}

/** Reads the current file from where it stands to its end. */
async function readOn(
  session: CardSession,
  id: FileId,
  file: HeldFile,
  { size, held }: ReadHabits,
  onBytes: (done: number, total: number) => void,
): Promise<Result<FileRead, ChipDeskError>> {
  const total = file.content.length
  onBytes(file.done, total)
  while (file.done < total) {
    const { done } = file
    const next = await readBlock(session, size, le => blockAt(done, le), total - done)
    if (!next.ok) return next
    if ('sw' in next.value) {
      held.delete(id)
      if (!endsEarly(next.value.sw)) return ok(refusal(next.value.sw))
    }
    if ('sw' in next.value || take(file, unwrap(next.value.data, done)) === 0) {
      held.delete(id)
      const cause = `${id} ends at ${done} of ${total} bytes`
      return fail(chipDeskError('ProtocolLength', { phase: session.phase, cause }))
    }
    if (file.done < total) settleSize(size, next.value.atMost)
    onBytes(file.done, total)
  }
  held.delete(id)
  return ok({ outcome: 'read', content: file.content })
}

/** Offsets over 15 bits need the odd instruction, ISO 7816-4 §11.2.3 and 9303-10 §3.6.3.2. */
const oddFrom = 0x8000
const blockAt = (offset: number, le: number) =>
  offset < oddFrom ? readBinary({ offset, le }) : readBinaryOdd({ offset, le })
const unwrap = (data: Uint8Array, offset: number) => (offset < oddFrom ? data : unwrapOddReadBinary(data))

/** What a chip says where a file is shorter than its header promised. */
const endsEarly = (sw: number) => sw === 0x6282

const isAbsent = (sw: number) => sw === 0x6a82 || sw === 0x6a83 || sw === 0x6a88
const isDenied = (sw: number) => sw === 0x6982 || sw === 0x6985

function refusal(sw: number): Refusal {
  const reason = isAbsent(sw) ? 'absent' : isDenied(sw) ? 'access-denied' : 'unreadable'
  return { outcome: 'refused', reason, sw }
}
