import type { EmrtdError } from '../emrtd-error.ts'
import { fail, ok, type Result } from '../result.ts'
import { readOnly, readTlvs } from '../tlv.ts'
import { detailFieldsOf, type FieldRemark, presentOnly } from './detail-fields.ts'
import { type LdsDate, readLdsDate } from './lds-date.ts'
import { type CardName, cardName, fillerSeparated } from './text.ts'

/** A person to notify in an emergency. */
export interface PersonToNotify {
  readonly recorded?: LdsDate
  readonly name?: CardName
  readonly telephone?: string
  readonly address?: readonly string[]
  readonly remarks: readonly FieldRemark[]
}

/** EF.DG16 (9303-10 §4.7.16). */
export interface Dg16 {
  /** As the file counts; `persons` are those that are there. */
  readonly count: number
  readonly persons: readonly PersonToNotify[]
}

const tags = { recorded: 0x5f50, name: 0x5f51, telephone: 0x5f52, address: 0x5f53 }
const known = new Set(Object.values(tags))
const mostPersons = 15

/** Parses EF.DG16: `70 { 02 count, A1 { person }, A2 { person } … }`. Errors: `ProtocolTlv`, `ProtocolValue`. */
export function parseDg16(bytes: Uint8Array): Result<Dg16, EmrtdError> {
  const outer = readOnly(bytes, 0x70)
  if (!outer.ok) return outer
  const parts = readTlvs(outer.value.value, mostPersons + 1)
  if (!parts.ok) return parts
  const [count, ...templates] = parts.value
  if (count?.tag !== 0x02 || count.value.length !== 1)
    return fail({ tag: 'ProtocolValue', message: 'number of persons' })
  const persons: PersonToNotify[] = []
  for (const { tag, value, offset } of templates) {
    // A1, A2 … by number; their order tells nothing.
    if (tag < 0xa1 || tag > 0xaf) return fail({ tag: 'ProtocolValue', message: 'no person to notify', offset })
    const person = personOf(value)
    if (!person.ok) return person
    persons.push(person.value)
  }
  return ok({ count: count.value[0] ?? 0, persons })
}

function personOf(content: Uint8Array): Result<PersonToNotify, EmrtdError> {
  const fields = detailFieldsOf(content, known)
  if (!fields.ok) return fields
  const { text, read, remarks } = fields.value
  const [name, address] = [text(tags.name), text(tags.address)]
  const person = presentOnly({
    recorded: read(tags.recorded, readLdsDate, 'no-date'),
    name: name === undefined ? undefined : cardName(name),
    telephone: text(tags.telephone),
    address: address === undefined ? undefined : fillerSeparated(address),
  })
  return ok({ ...person, remarks: remarks() })
}
