import { concatBytes } from '@noble/hashes/utils.js'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'

/** One BER-TLV data object (ISO/IEC 7816-4 §5.2.2). `tag` holds all tag bytes, e.g. `0x7F61`. */
export interface Tlv {
  readonly tag: number
  readonly constructed: boolean
  readonly value: Uint8Array
  /** Offset of the tag in the parsed bytes, and total length with header. */
  readonly offset: number
  readonly length: number
}

/** Length of the header (tag and length field) and of the value that it announces. */
export interface TlvHeader {
  readonly tag: number
  readonly constructed: boolean
  readonly headerLength: number
  readonly valueLength: number
}

const broken = (message: string, offset: number) => fail<EmrtdError>({ tag: 'ProtocolTlv', message, offset })

/** Reads tag and length at `offset`; needs not have the value. Indefinite length and tags over 3 bytes are refused. */
export function readTlvHeader(bytes: Uint8Array, offset = 0): Result<TlvHeader, EmrtdError> {
  let at = offset
  const first = bytes[at++]
  if (first === undefined) return broken('no tag', offset)
  let tag = first
  if ((first & 0x1f) === 0x1f) {
    for (let more = true; more; ) {
      const next = bytes[at++]
      if (next === undefined) return broken('tag cut off', offset)
      if (tag > 0xffff) return broken('tag over 3 bytes', offset)
      tag = tag * 256 + next
      more = (next & 0x80) !== 0
    }
  }
  const lengthByte = bytes[at++]
  if (lengthByte === undefined) return broken('length cut off', offset)
  let valueLength = lengthByte
  if (lengthByte === 0x80) return broken('indefinite length', offset)
  if (lengthByte > 0x80) {
    const count = lengthByte & 0x7f
    if (count > 3) return broken('length over 3 bytes', offset)
    valueLength = 0
    for (let i = 0; i < count; i++) {
      const next = bytes[at++]
      if (next === undefined) return broken('length cut off', offset)
      valueLength = valueLength * 256 + next
    }
  }
  return ok({ tag, constructed: (first & 0x20) !== 0, headerLength: at - offset, valueLength })
}

/** Parses the data object at `offset`; its value must be there in full. */
export function readTlv(bytes: Uint8Array, offset = 0): Result<Tlv, EmrtdError> {
  const header = readTlvHeader(bytes, offset)
  if (!header.ok) return header
  const { tag, constructed, headerLength, valueLength } = header.value
  const start = offset + headerLength
  if (start + valueLength > bytes.length) return broken('value cut off', offset)
  return ok({
    tag,
    constructed,
    value: bytes.subarray(start, start + valueLength),
    offset,
    length: headerLength + valueLength,
  })
}

/** Parses a whole sequence of data objects side by side; `limit` bounds their number. Trailing bytes are an error. */
export function readTlvs(bytes: Uint8Array, limit = 256): Result<Tlv[], EmrtdError> {
  const found: Tlv[] = []
  for (let at = 0; at < bytes.length; ) {
    if (found.length >= limit) return broken(`more than ${limit} data objects`, at)
    const next = readTlv(bytes, at)
    if (!next.ok) return next
    found.push(next.value)
    at += next.value.length
  }
  return ok(found)
}

/** The one data object that fills all of `bytes`, with the tag asked for. */
export function readOnly(bytes: Uint8Array, tag: number): Result<Tlv, EmrtdError> {
  const only = readTlv(bytes)
  if (!only.ok) return only
  if (only.value.tag !== tag) return broken(`tag ${hex(only.value.tag)} instead of ${hex(tag)}`, 0)
  if (only.value.length !== bytes.length) return broken('trailing bytes', only.value.length)
  return only
}

/** Encodes one data object with a minimal DER length. */
export function tlv(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const value = concatBytes(...parts)
  return concatBytes(bytesOf(tag), derLength(value.length), value)
}

/** Minimal DER length field. */
export function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes = bytesOf(length)
  return Uint8Array.of(0x80 | bytes.length, ...bytes)
}

function bytesOf(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 0xff)
  return Uint8Array.from(bytes.length > 0 ? bytes : [0])
}

const hex = (tag: number) => tag.toString(16).toUpperCase()
