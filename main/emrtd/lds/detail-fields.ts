import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import { type ImageHeader, readImageHeader } from './image-header.ts'
import { readText, type TextFault, type TextRemark } from './text.ts'

/** Something about one field: it gives no value, or its text is to be shown with care. */
export interface FieldRemark {
  /** Tag in hex, e.g. `5F0E`. */
  readonly tag: string
  readonly remark: TextRemark | TextFault | 'no-date' | 'no-image' | 'twice' | 'count-differs' | 'unknown-tag'
}

/** An image that a data group carries beside its texts. `bytes` ends where the image does. */
export interface DetailImage {
  readonly header: ImageHeader
  readonly bytes: Uint8Array
}

/** Data objects of DG11, DG12 or a person of DG16, with what was odd about them. */
export interface DetailFields {
  /** Tags of `5C` in hex, if that list is there. */
  readonly tagList?: readonly string[]
  readonly text: (tag: number) => string | undefined
  readonly texts: (tag: number) => readonly string[]
  readonly read: <T>(tag: number, reading: (bytes: Uint8Array) => T | undefined, fault: 'no-date') => T | undefined
  readonly image: (tag: number) => DetailImage | undefined
  /** All remarks so far; complete once every field has been asked for. */
  readonly remarks: () => readonly FieldRemark[]
}

const mostFields = 64
const listOfTags = 0x5c
/** Constructed, with a count and names (9303-10 tables 44 and 45). */
const groupOfNames = 0xa0
const count = 0x02

/**
 * Reads `{ 5C list of tags, field… }` of one data group, with the names in `A0` side by side with the other fields. A field in vain
 * is named, not an error. Deviations taken: no list of tags, or one that names other tags than are there (BSI set of 2008), other names
 * where there is no name (Belarusian identity cards), names without the `A0` around them, a count of names that is wrong.
 */
export function readDetailFields(bytes: Uint8Array, outerTag: number, known: ReadonlySet<number>) {
  const outer = readOnly(bytes, outerTag)
  return outer.ok ? detailFieldsOf(outer.value.value, known) : outer
}

export function detailFieldsOf(content: Uint8Array, known: ReadonlySet<number>): Result<DetailFields, EmrtdError> {
  const remarks: FieldRemark[] = []
  const values = new Map<number, Uint8Array[]>()
  const objects = readTlvs(content, mostFields)
  if (!objects.ok) return objects
  for (const object of objects.value) {
    const inner = object.tag === groupOfNames ? readNames(object.value, remarks) : ok([object])
    if (!inner.ok) return inner
    for (const { tag, value } of inner.value) {
      if (!known.has(tag) && tag !== listOfTags) remarks.push({ tag: hex(tag), remark: 'unknown-tag' })
      else values.set(tag, [...(values.get(tag) ?? []), value])
    }
  }
  const list = values.get(listOfTags)?.[0]
  const tagList = list && readTagList(list)
  if (tagList && !tagList.ok) return tagList
  return ok({ ...(tagList && { tagList: tagList.value.map(hex) }), ...readings(values, remarks) })
}

function readNames(content: Uint8Array, remarks: FieldRemark[]) {
  const parts = readTlvs(content, mostFields)
  if (!parts.ok) return parts
  const names = parts.value.filter(({ tag }) => tag !== count)
  const said = parts.value.find(({ tag }) => tag === count)?.value
  if (said?.length !== 1 || said[0] !== names.length) remarks.push({ tag: hex(groupOfNames), remark: 'count-differs' })
  return ok(names)
}

function readings(values: ReadonlyMap<number, readonly Uint8Array[]>, remarks: FieldRemark[]) {
  const note = (tag: number, remark: FieldRemark['remark']) => void remarks.push({ tag: hex(tag), remark })
  /** The first; a second one is named. An empty field is as good as none: issuers keep the tag and leave the content out. */
  const only = (tag: number) => {
    const [first, ...more] = values.get(tag) ?? []
    if (more.length > 0) note(tag, 'twice')
    return first?.length ? first : undefined
  }
  const decode = (tag: number, bytes: Uint8Array) => {
    const text = readText(bytes)
    for (const remark of text.ok ? text.remarks : [text.fault]) note(tag, remark)
    return text.ok ? text.value : undefined
  }
  return {
    text: (tag: number) => {
      const bytes = only(tag)
      return bytes && decode(tag, bytes)
    },
    texts: (tag: number) =>
      (values.get(tag) ?? []).filter(({ length }) => length > 0).flatMap(bytes => decode(tag, bytes) ?? []),
    read: <T>(tag: number, reading: (bytes: Uint8Array) => T | undefined, fault: 'no-date') => {
      const bytes = only(tag)
      const value = bytes && reading(bytes)
      if (bytes && value === undefined) note(tag, fault)
      return value
    },
    image: (tag: number): DetailImage | undefined => {
      const bytes = only(tag)
      const header = bytes && readImageHeader(bytes)
      if (bytes && header?.ok) return { header: header.value, bytes: bytes.subarray(0, header.value.length) }
      if (bytes) note(tag, 'no-image')
      return undefined
    },
    remarks: () => remarks,
  }
}

/** Tags of one to three bytes, one behind the other. */
export function readTagList(bytes: Uint8Array): Result<readonly number[], EmrtdError> {
  const tags: number[] = []
  for (let at = 0; at < bytes.length; ) {
    let tag = bytes[at++] ?? 0
    if ((tag & 0x1f) === 0x1f) {
      let next: number | undefined
      do {
        next = bytes[at++]
        if (next === undefined || tag > 0xffff) return fail({ tag: 'ProtocolTlv', message: 'list of tags', offset: at })
        tag = tag * 256 + next
      } while (next >= 0x80)
    }
    if (tags.push(tag) > 256) return fail({ tag: 'ProtocolTlv', message: 'more than 256 tags in a list', offset: at })
  }
  return ok(tags)
}

const hex = (tag: number) => tag.toString(16).toUpperCase().padStart(2, '0')

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
/** Leaves out what a card does not say. */
export const presentOnly = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>
