import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import { type DataGroupId, elementaryFile } from './elementary-files.ts'

/** A data group whose content 9303-10 leaves to the issuer (DG8, DG9, DG10, DG13) or to the future (DG6). */
export interface UnspecifiedDataGroup {
  /** Where the content is a row of data objects that begins with their number, as in DG8, DG9 and DG10. */
  readonly count?: number
  /** Tags in hex and lengths of the data objects in it, if it is a row of such. */
  readonly objects?: readonly { readonly tag: string; readonly length: number }[]
  readonly content: Uint8Array
}

/** Takes the outer tag off (9303-10 §4.7.6, §4.7.8 to §4.7.10, §4.7.13). Errors: `ProtocolTlv`. */
export function parseUnspecifiedDataGroup(
  bytes: Uint8Array,
  id: DataGroupId,
): Result<UnspecifiedDataGroup, EmrtdError> {
  const outer = readOnly(bytes, elementaryFile(id).tag)
  if (!outer.ok) return outer
  const content = outer.value.value
  const parts = readTlvs(content)
  if (!parts.ok) return ok({ content })
  const [first] = parts.value
  const count = first?.tag === 0x02 && first.value.length === 1 ? first.value[0] : undefined
  const objects = parts.value.map(({ tag, value }) => ({ tag: tag.toString(16).toUpperCase(), length: value.length }))
  return ok({ ...(count !== undefined && { count }), objects, content })
}
