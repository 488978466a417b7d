import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import { type DataGroupId, fileByTag, isDataGroup } from './elementary-files.ts'

/** EF.COM (9303-10 §4.6.1). Nothing signs it: it says what to look for, never what is there. */
export interface Com {
  /** E.g. `0107`. */
  readonly ldsVersion?: string
  /** E.g. `040000`. */
  readonly unicodeVersion?: string
  readonly dataGroups: readonly DataGroupId[]
}

/** Parses EF.COM; a tag in its list that no data group has is an error, a data group listed twice counts once. */
export function parseCom(bytes: Uint8Array): Result<Com, EmrtdError> {
  const outer = readOnly(bytes, 0x60)
  if (!outer.ok) return outer
  const parts = readTlvs(outer.value.value)
  if (!parts.ok) return parts
  const valueWith = (tag: number) => parts.value.find(part => part.tag === tag)?.value
  const list = valueWith(0x5c)
  if (!list) return fail({ tag: 'ProtocolValue', message: 'EF.COM without tag list' })
  const dataGroups = new Set<DataGroupId>()
  for (const tag of list) {
    const file = fileByTag(tag)
    if (!file || !isDataGroup(file.id))
      return fail({ tag: 'ProtocolValue', message: `tag ${tag.toString(16)} in EF.COM is no data group` })
    dataGroups.add(file.id)
  }
  const ldsVersion = digits(valueWith(0x5f01))
  const unicodeVersion = digits(valueWith(0x5f36))
  return ok({
    ...(ldsVersion && { ldsVersion }),
    ...(unicodeVersion && { unicodeVersion }),
    dataGroups: [...dataGroups],
  })
}

/** Two digits for each part of a version, up to three parts. */
const digits = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && bytes.length <= 6 && bytes.every(byte => byte >= 0x30 && byte <= 0x39)
    ? String.fromCharCode(...bytes)
    : undefined
