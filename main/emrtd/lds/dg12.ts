import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { type DetailImage, type FieldRemark, presentOnly, readDetailFields } from './detail-fields.ts'
import { type LdsDate, readLdsDate, readLdsTime } from './lds-date.ts'
import { type CardName, cardName } from './text.ts'

/** EF.DG12, additional document details (9303-10 §4.7.12). Every field is optional. */
export interface Dg12 {
  readonly issuingAuthority?: string
  readonly issueDate?: LdsDate
  readonly otherPersons: readonly CardName[]
  readonly endorsements?: string
  readonly taxOrExitRequirements?: string
  readonly frontImage?: DetailImage
  readonly rearImage?: DetailImage
  /** `YYYY-MM-DDThh:mm:ss`, of an unnamed time zone. */
  readonly personalizationTime?: string
  readonly personalizationSystem?: string
  /** Tags that EF.DG12 says it has, in hex; it may have others. */
  readonly tagList?: readonly string[]
  readonly remarks: readonly FieldRemark[]
}

const tags = {
  issuingAuthority: 0x5f19,
  issueDate: 0x5f26,
  otherPerson: 0x5f1a,
  endorsements: 0x5f1b,
  taxOrExitRequirements: 0x5f1c,
  frontImage: 0x5f1d,
  rearImage: 0x5f1e,
  personalizationTime: 0x5f55,
  personalizationSystem: 0x5f56,
}
const known = new Set(Object.values(tags))

/** Parses EF.DG12; a field that holds no such thing is left out and named in `remarks`. Errors: `ProtocolTlv`. */
export function parseDg12(bytes: Uint8Array): Result<Dg12, EmrtdError> {
  const fields = readDetailFields(bytes, 0x6c, known)
  if (!fields.ok) return fields
  const { text, texts, read, image, tagList, remarks } = fields.value
  const details = presentOnly({
    issuingAuthority: text(tags.issuingAuthority),
    issueDate: read(tags.issueDate, readLdsDate, 'no-date'),
    endorsements: text(tags.endorsements),
    taxOrExitRequirements: text(tags.taxOrExitRequirements),
    frontImage: image(tags.frontImage),
    rearImage: image(tags.rearImage),
    personalizationTime: read(tags.personalizationTime, readLdsTime, 'no-date'),
    personalizationSystem: text(tags.personalizationSystem),
    tagList,
  })
  return ok({ ...details, otherPersons: texts(tags.otherPerson).map(cardName), remarks: remarks() })
}
