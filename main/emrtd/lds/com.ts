import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import { readTagList } from './detail-fields.ts'
import { type DataGroupId, fileByTag, isDataGroup } from './elementary-files.ts'

/** EF.COM (9303-10 §4.6.1). Nothing signs it: it says what to look for, never what is there. */
export interface Com {
  /** E.g. `0107`. */
  readonly ldsVersion?: string
  /** E.g. `040000`. */
  readonly unicodeVersion?: string
  /** Each once, in the order of the card. */
  readonly dataGroups: readonly DataGroupId[]
  /** Tags in its list that no data group has, in hex. */
  readonly unknownTags: readonly string[]
  /** Data groups that its list names more than once. */
  readonly repeated: readonly DataGroupId[]
}

/**
 * Parses EF.COM. A tag that no data group has is named and passed over: nothing can be read by it, and nothing else is wrong for it. Errors:
 * `ProtocolTlv`, `ProtocolValue` without list of tags.
 */
export function parseCom(bytes: Uint8Array): Result<Com, EmrtdError> {
  const outer = readOnly(bytes, 0x60)
  if (!outer.ok) return outer
  const parts = readTlvs(outer.value.value, 16)
  if (!parts.ok) return parts
  const valueWith = (tag: number) => parts.value.find(part => part.tag === tag)?.value
  const list = valueWith(0x5c)
  if (!list) return fail({ tag: 'ProtocolValue', message: 'EF.COM without tag list' })
  const tags = readTagList(list)
  if (!tags.ok) return tags
  const ldsVersion = digits(valueWith(0x5f01))
  const unicodeVersion = digits(valueWith(0x5f36))
  return ok({
    ...(ldsVersion && { ldsVersion }),
    ...(unicodeVersion && { unicodeVersion }),
    ...sorted(tags.value),
  })
}

function sorted(tags: readonly number[]): Pick<Com, 'dataGroups' | 'unknownTags' | 'repeated'> {
  const dataGroups = new Set<DataGroupId>()
  const unknownTags = new Set<string>()
  const repeated = new Set<DataGroupId>()
  for (const tag of tags) {
    const id = fileByTag(tag)?.id
    if (!id || !isDataGroup(id)) unknownTags.add(tag.toString(16).toUpperCase())
    else if (dataGroups.has(id)) repeated.add(id)
    else dataGroups.add(id)
  }
  return { dataGroups: [...dataGroups], unknownTags: [...unknownTags], repeated: [...repeated] }
}

/** Two digits for each part of a version, up to three parts. */
const digits = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && bytes.length <= 6 && bytes.every(byte => byte >= 0x30 && byte <= 0x39)
    ? String.fromCharCode(...bytes)
    : undefined
