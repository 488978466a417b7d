import type { RelatedPerson, Residence } from '../../../main/protocol/citizen-data.ts'
import type { CitizenDataWords } from '../../../main/protocol/citizen-data-words.vi.ts'
import type { OnlineAnswer } from '../../../main/protocol/online-check.ts'
import type { FieldId } from '../../../main/protocol/report.ts'
import { dayText } from '../../../main/protocol/written-time.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { fieldText } from '../../ui/formats.ts'

/** One thing that a central service said, with its name. */
export interface CitizenFact {
  readonly label: string
  readonly value: string
}

type CitizenAnswer = Exclude<OnlineAnswer, { kind: 'insurance' | 'hand-over' }>

/** The data of an answer, in the order in which a clerk asks for them; of what was not given there is no row. */
export function citizenFacts(answer: CitizenAnswer, t: Dictionary): CitizenFact[] {
  const words = t.citizen
  switch (answer.kind) {
    case 'lookup':
      return lookupFacts(answer.data, words)
    case 'civil-status':
      return civilFacts(answer.records, words)
    case 'eid':
      return Object.entries(answer.fields).map(([field, value]) => ({
        label: words.eidFields[field as keyof typeof words.eidFields],
        value: field === 'sex' || field.endsWith('Date') ? fieldText({ id: field as FieldId, value }, t) : value,
      }))
    case 'residence':
      return residenceFacts(answer, words)
  }
}

type Lookup = Extract<CitizenAnswer, { kind: 'lookup' }>['data']

function lookupFacts(data: Lookup, words: CitizenDataWords): CitizenFact[] {
  const { fields, nothing } = words
  const row = <T>(label: string, value: T | null | undefined, text: (value: T) => string): CitizenFact[] =>
    value === undefined ? [] : [{ label, value: value === null ? nothing : text(value) }]
  const people = (list: readonly RelatedPerson[]) => (list.length > 0 ? list.map(personText).join('; ') : nothing)
  return [
    ...row(fields.lifeStatus, data.lifeStatus, status => words.life[status]),
    ...row(fields.permanentResidence, data.permanentResidence, residenceText),
    ...row(fields.temporaryResidence, data.temporaryResidence, residenceText),
    ...row(fields.currentResidence, data.currentResidence, residenceText),
    ...row(fields.household, data.household, ({ head, members }) => people([head, ...members])),
    ...row(fields.spouse, data.spouse, people),
    ...row(fields.legalRepresentative, data.legalRepresentative, people),
    ...row(fields.bloodGroup, data.bloodGroup, text => text),
  ]
}

const residenceText = ({ address, since, until }: Residence) =>
  [
    address,
    [since, until]
      .filter(day => day !== undefined)
      .map(dayText)
      .join(' – '),
  ]
    .filter(text => text !== '')
    .join(', ')

const personText = ({ fullName, birthDate, relationship }: RelatedPerson) =>
  [relationship ? `${relationship}: ${fullName}` : fullName, birthDate && dayText(birthDate)].filter(Boolean).join(', ')

type Records = Extract<CitizenAnswer, { kind: 'civil-status' }>['records']

function civilFacts(records: Records, words: CitizenDataWords): CitizenFact[] {
  const { MARITAL_STATUS: marital, ...extracts } = records
  const status =
    marital === undefined
      ? []
      : [
          {
            label: words.civilRecords.MARITAL_STATUS,
            value: marital
              ? [words.marital[marital.status], marital.since && dayText(marital.since)].filter(Boolean).join(', ')
              : words.nothing,
          },
        ]
  const others = Object.entries(extracts).flatMap(([record, extract]) =>
    extract === undefined
      ? []
      : [
          {
            label: words.civilRecords[record as keyof typeof words.civilRecords],
            value: extract ? [extract.number, dayText(extract.registeredOn), extract.office].join(', ') : words.nothing,
          },
        ],
  )
  return [...status, ...others]
}

function residenceFacts(
  { confirmation }: Extract<CitizenAnswer, { kind: 'residence' }>,
  words: CitizenDataWords,
): CitizenFact[] {
  if (!confirmation) return []
  const { permanentResidence, temporaryResidence, currentResidence } = confirmation.content
  const { fields, nothing } = words
  return [
    { label: fields.permanentResidence, value: permanentResidence ?? nothing },
    { label: fields.temporaryResidence, value: temporaryResidence ?? nothing },
    { label: fields.currentResidence, value: currentResidence ?? nothing },
  ]
}
