import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { type DetailImage, type FieldRemark, presentOnly, readDetailFields } from './detail-fields.ts'
import { type LdsDate, readLdsDate } from './lds-date.ts'
import { type CardName, cardName, fillerSeparated } from './text.ts'

/** EF.DG11, additional personal details (9303-10 §4.7.11). Every field is optional. */
export interface Dg11 {
  /** In national characters. */
  readonly name?: CardName
  readonly otherNames: readonly CardName[]
  readonly personalNumber?: string
  readonly birthDate?: LdsDate
  /** From the place up: town, province, state. */
  readonly placeOfBirth?: readonly string[]
  readonly permanentAddress?: readonly string[]
  readonly telephone?: string
  readonly profession?: string
  readonly title?: string
  readonly personalSummary?: string
  readonly proofOfCitizenship?: DetailImage
  readonly otherDocumentNumbers?: readonly string[]
  readonly custodyInformation?: string
  /** Tags that EF.DG11 says it has, in hex; it may have others. */
  readonly tagList?: readonly string[]
  readonly remarks: readonly FieldRemark[]
}

const tags = {
  name: 0x5f0e,
  otherName: 0x5f0f,
  personalNumber: 0x5f10,
  birthDate: 0x5f2b,
  placeOfBirth: 0x5f11,
  permanentAddress: 0x5f42,
  telephone: 0x5f12,
  profession: 0x5f13,
  title: 0x5f14,
  personalSummary: 0x5f15,
  proofOfCitizenship: 0x5f16,
  otherDocumentNumbers: 0x5f17,
  custodyInformation: 0x5f18,
}
const known = new Set(Object.values(tags))

/** Parses EF.DG11; a field that holds no such thing is left out and named in `remarks`. Errors: `ProtocolTlv`. */
export function parseDg11(bytes: Uint8Array): Result<Dg11, EmrtdError> {
  const fields = readDetailFields(bytes, 0x6b, known)
  if (!fields.ok) return fields
  const { text, texts, read, image, tagList, remarks } = fields.value
  const list = (tag: number) => {
    const value = text(tag)
    return value === undefined ? undefined : fillerSeparated(value)
  }
  const name = text(tags.name)
  const details = presentOnly({
    name: name === undefined ? undefined : cardName(name),
    personalNumber: text(tags.personalNumber),
    birthDate: read(tags.birthDate, readLdsDate, 'no-date'),
    placeOfBirth: list(tags.placeOfBirth),
    permanentAddress: list(tags.permanentAddress),
    telephone: text(tags.telephone),
    profession: text(tags.profession),
    title: text(tags.title),
    personalSummary: text(tags.personalSummary),
    proofOfCitizenship: image(tags.proofOfCitizenship),
    otherDocumentNumbers: list(tags.otherDocumentNumbers),
    custodyInformation: text(tags.custodyInformation),
    tagList,
  })
  return ok({ ...details, otherNames: texts(tags.otherName).map(cardName), remarks: remarks() })
}
