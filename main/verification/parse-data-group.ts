import { parseDg13 } from '../cccd/dg13.ts'
import { parseDg15 } from '../emrtd/active-authentication.ts'
import type { DetailImage } from '../emrtd/lds/detail-fields.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { parseDg3 } from '../emrtd/lds/dg3.ts'
import { parseDg4 } from '../emrtd/lds/dg4.ts'
import { parseDg11 } from '../emrtd/lds/dg11.ts'
import { parseDg12 } from '../emrtd/lds/dg12.ts'
import { type DisplayedImages, parseDg5, parseDg7 } from '../emrtd/lds/displayed-images.ts'
import type { DataGroupId } from '../emrtd/lds/elementary-files.ts'
import type { ImageHeader } from '../emrtd/lds/image-header.ts'
import { parseUnspecifiedDataGroup } from '../emrtd/lds/unspecified-data-group.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { describeKey } from './parse-json.ts'

/** What every parser of a file gives: some structure, or why there is none. */
export type Parsing = Result<unknown, { readonly tag: string; readonly message: string; readonly offset?: number }>

/** Images are shown by what they say about themselves; nobody wants their bytes on a terminal. */
export function describeDg2(bytes: Uint8Array): Parsing {
  const dg2 = parseDg2(bytes)
  if (!dg2.ok) return dg2
  const { face, images, ...rest } = dg2.value
  return ok({ ...rest, face: described(face), ...(images.length > 1 && { images: images.map(described) }) })
}

export function describeDg3(bytes: Uint8Array): Parsing {
  const dg3 = parseDg3(bytes)
  return dg3.ok ? ok({ ...dg3.value, fingers: dg3.value.fingers.map(described) }) : dg3
}

export function describeDg4(bytes: Uint8Array): Parsing {
  const dg4 = parseDg4(bytes)
  return dg4.ok ? ok({ ...dg4.value, irises: dg4.value.irises.map(described) }) : dg4
}

const displayed = (parsed: Result<DisplayedImages, { tag: string; message: string }>): Parsing =>
  parsed.ok ? ok({ ...parsed.value, images: parsed.value.images.map(described) }) : parsed

export const describeDg5 = (bytes: Uint8Array) => displayed(parseDg5(bytes))
export const describeDg7 = (bytes: Uint8Array) => displayed(parseDg7(bytes))

export function describeDg11(bytes: Uint8Array): Parsing {
  const dg11 = parseDg11(bytes)
  if (!dg11.ok) return dg11
  const { proofOfCitizenship, ...rest } = dg11.value
  return ok({ ...rest, ...picture('proofOfCitizenship', proofOfCitizenship) })
}

export function describeDg12(bytes: Uint8Array): Parsing {
  const dg12 = parseDg12(bytes)
  if (!dg12.ok) return dg12
  const { frontImage, rearImage, ...rest } = dg12.value
  return ok({ ...rest, ...picture('frontImage', frontImage), ...picture('rearImage', rearImage) })
}

/** Vietnamese where it is that; of another issuer, or of none that we know, as it stands. */
export function describeDg13(bytes: Uint8Array): Parsing {
  const vietnamese = parseDg13(bytes)
  if (vietnamese.ok) return vietnamese
  const raw = parseUnspecifiedDataGroup(bytes, 'DG13')
  return raw.ok && !beginsVietnamese(raw.value.content) ? raw : vietnamese
}

/** `SEQUENCE { 1, 1.0.10646.1.0.8, …`, the lengths left open: what begins so and cannot be read is broken, not foreign. */
const beginsVietnamese = (content: Uint8Array) =>
  content[0] === 0x30 && Buffer.from(content.subarray(0, 16)).includes(Buffer.from('020101060628d316010008', 'hex'))

export function describeDg15(bytes: Uint8Array): Parsing {
  const key = parseDg15(bytes)
  return key.ok ? ok(describeKey(key.value)) : key
}

export const describeUnspecified = (id: DataGroupId) => (bytes: Uint8Array) => parseUnspecifiedDataGroup(bytes, id)

function described<T extends { readonly bytes: Uint8Array; readonly header?: ImageHeader }>(image: T) {
  const { bytes, header, ...rest } = image
  return { ...rest, ...header, length: bytes.length }
}

const picture = (name: string, image: DetailImage | undefined) => (image ? { [name]: described(image) } : {})
