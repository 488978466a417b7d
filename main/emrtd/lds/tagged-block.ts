import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readTlvs, type Tlv } from '../tlv.ts'

/** Members of one block of ISO/IEC 39794 by context tag number: `A3` and `83` are both 3. */
export interface TaggedBlock {
  readonly bytes: (number: number) => Uint8Array | undefined
  readonly number: (number: number) => number | undefined
  /** The code of a CHOICE `{ code [0], extension [1] }`: undefined where it is an extension that we do not know. */
  readonly code: (number: number) => number | undefined
  /** A member that is a block itself; one without members if it is absent. */
  readonly block: (number: number) => Result<TaggedBlock, EmrtdError>
}

const mostMembers = 32

/**
 * Reads the members of a block (ISO/IEC 39794-1: DER with automatic tags, so context tags from 0 up). Unknown members are passed over: the
 * standard grows by them.
 */
export function taggedBlock(content: Uint8Array): Result<TaggedBlock, EmrtdError> {
  const members = readTlvs(content, mostMembers)
  if (!members.ok) return members
  const byNumber = new Map<number, Tlv>()
  for (const member of members.value) {
    const number = member.tag & 0x1f
    if (member.tag > 0xff || (member.tag & 0xc0) !== 0x80 || byNumber.has(number))
      return fail({ tag: 'ProtocolValue', message: 'ISO/IEC 39794: member', offset: member.offset })
    byNumber.set(number, member)
  }
  const bytes = (number: number) => byNumber.get(number)?.value
  const inner = (number: number) => taggedBlock(bytes(number) ?? new Uint8Array())
  return ok({
    bytes,
    number: number => numberOf(bytes(number)),
    code: number => {
      const choice = inner(number)
      return choice.ok ? choice.value.number(0) : undefined
    },
    block: inner,
  })
}

const numberOf = (bytes: Uint8Array | undefined) =>
  bytes && bytes.length > 0 && bytes.length <= 4 && (bytes[0] ?? 0) < 0x80
    ? bytes.reduce((sum, byte) => sum * 256 + byte, 0)
    : undefined

const mostRepresentations = 16

/**
 * The representation blocks of a data block: `{ [0] version, [1] SEQUENCE OF representation }`, at least one. Errors: `ProtocolTlv`,
 * `ProtocolValue`.
 */
export function representationBlocks(content: Uint8Array): Result<readonly TaggedBlock[], EmrtdError> {
  const block = taggedBlock(content)
  if (!block.ok) return block
  const found = listedBlocks(block.value.bytes(1) ?? new Uint8Array(), mostRepresentations)
  if (found.ok && found.value.length === 0)
    return fail({ tag: 'ProtocolValue', message: 'ISO/IEC 39794: no representation' })
  return found
}

/** The blocks of a SEQUENCE OF, `limit` at most. */
export function listedBlocks(content: Uint8Array, limit: number): Result<readonly TaggedBlock[], EmrtdError> {
  const list = readTlvs(content, limit)
  if (!list.ok) return list
  const found: TaggedBlock[] = []
  for (const { tag, value, offset } of list.value) {
    const block = taggedBlock(value)
    if (!block.ok) return block
    if (tag !== 0x30) return fail({ tag: 'ProtocolValue', message: 'ISO/IEC 39794: no block in a list', offset })
    found.push(block.value)
  }
  return ok(found)
}
