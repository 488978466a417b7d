import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlv, readTlvs, type Tlv } from '../tlv.ts'
import { presentOnly } from './detail-fields.ts'

/** What the CBEFF header of a template says (ISO/IEC 19785-3, 9303-10 table 36); numbers as they stand. Of no use for decoding: see `block`. */
export interface BiometricHeader {
  readonly type?: number
  readonly subtype?: number
  /** 257 is ISO/IEC JTC 1/SC 37. */
  readonly formatOwner?: number
  /** 7 finger, 8 face, 9 iris of ISO/IEC 19794; above 0x20 those of ISO/IEC 39794. */
  readonly formatType?: number
}

/** One biometric information template `7F60`. */
export interface BiometricTemplate {
  readonly header: BiometricHeader
  /** The biometric data block: what `5F2E` or `7F2E` holds. What it is, its first bytes say. */
  readonly block: Uint8Array
}

export interface BiometricTemplates {
  /** Number of instances that the group says it has. `templates` are those that are there. */
  readonly instances: number
  readonly templates: readonly BiometricTemplate[]
}

/** 9303-10 §4.7.2: 1 to 9. */
const mostTemplates = 9
const invalid = (message: string) => fail<EmrtdError>({ tag: 'ProtocolValue', message })

/**
 * Parses the templates of DG2, DG3 and DG4: `7F61 { 02 count, 7F60 { A1 header, 5F2E or 7F2E data }… }`. A group without instance
 * (`02 01 00`, as protected groups have it until somebody is enrolled) may be filled up by `53` inside or behind it, so that its hash does
 * not tell (9303-10 §4.7.3). A count that differs from what is there is for the caller to say.
 */
export function parseBiometricTemplates(bytes: Uint8Array, outerTag: number): Result<BiometricTemplates, EmrtdError> {
  const outer = readOnly(bytes, outerTag)
  if (!outer.ok) return outer
  const beside = readTlvs(outer.value.value, 2)
  if (!beside.ok) return beside
  const [group, filler] = beside.value
  if (group?.tag !== 0x7f61) return invalid('no biometric information group template')
  if (filler && filler.tag !== discretionaryData) return invalid('data behind the biometric information group')
  const parts = readTlvs(group.value, mostTemplates + 2)
  if (!parts.ok) return parts
  const [count, ...others] = parts.value
  if (count?.tag !== 0x02 || count.value.length !== 1) return invalid('number of biometric templates')
  const instances = count.value[0] ?? 0
  const templates: BiometricTemplate[] = []
  for (const part of others) {
    if (part.tag === discretionaryData && instances === 0) continue
    if (part.tag !== 0x7f60) return invalid('no biometric information template')
    const template = templateOf(part)
    if (!template.ok) return template
    templates.push(template.value)
  }
  if (templates.length > mostTemplates) return invalid(`${templates.length} biometric templates`)
  return ok({ instances, templates })
}

const discretionaryData = 0x53

function templateOf({ value }: Tlv): Result<BiometricTemplate, EmrtdError> {
  const parts = readTlvs(value, 8)
  if (!parts.ok) return parts
  const blocks = parts.value.filter(({ tag }) => tag === 0x5f2e || tag === 0x7f2e)
  const [block] = blocks
  if (!block || blocks.length > 1) return invalid(`${blocks.length} biometric data blocks in a template`)
  // A1 in every template; some count on, A1 A2 … (9303-10 leaves room for both).
  const headers = parts.value.filter(({ tag }) => tag >= 0xa1 && tag <= 0xa9)
  const header = headers[0] ? headerOf(headers[0].value) : ok({})
  return header.ok ? ok({ header: header.value, block: block.value }) : header
}

function headerOf(content: Uint8Array): Result<BiometricHeader, EmrtdError> {
  const parts = readTlvs(content, 16)
  if (!parts.ok) return parts
  const number = (tag: number) => {
    const value = parts.value.find(part => part.tag === tag)?.value
    return value && value.length <= 3 ? value.reduce((sum, byte) => sum * 256 + byte, 0) : undefined
  }
  return ok(
    presentOnly({ type: number(0x81), subtype: number(0x82), formatOwner: number(0x87), formatType: number(0x88) }),
  )
}

/**
 * Content of the ISO/IEC 39794 block of a modality (`64` finger, `65` face, `66` iris), bare or within `A1` as 9303-10 8th edition puts
 * it into `7F2E`; undefined for a block of ISO/IEC 19794.
 */
export function extensibleBlock(block: Uint8Array, tag: number): Result<Uint8Array | undefined, EmrtdError> {
  if (block[0] !== tag && block[0] !== 0xa1) return ok(undefined)
  const first = readOnly(block, block[0])
  if (!first.ok) return first
  if (first.value.tag === tag) return ok(first.value.value)
  const inner = readTlv(first.value.value)
  if (!inner.ok) return inner
  return inner.value.tag === tag && inner.value.length === first.value.value.length
    ? ok(inner.value.value)
    : invalid('A1 without ISO/IEC 39794 block')
}
