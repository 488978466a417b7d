import { describe, expect, test } from 'vitest'
import type { DocumentField } from '../../protocol/report.ts'
import {
  chipFields,
  confirmation,
  lookedUp,
  lookupData,
  person,
  residenceAnswered,
  transactionOf,
} from '../golden/invented-residence.ts'
import {
  type ResidenceFieldId,
  type ResidenceSource,
  residenceFacts,
  residenceFieldIds,
  residenceSources,
} from './residence-facts.ts'

/** Which source each field of CT07 may come from, best first. */
const ranks: Record<ResidenceFieldId, readonly ResidenceSource[]> = {
  fullName: ['confirmation', 'chip', 'declared'],
  birthDate: ['confirmation', 'chip', 'declared'],
  sex: ['confirmation', 'chip', 'declared'],
  personalNumber: ['confirmation', 'chip', 'declared'],
  ethnicity: ['confirmation'],
  religion: ['confirmation'],
  nationality: ['confirmation', 'chip', 'declared'],
  placeOfOrigin: ['confirmation', 'chip', 'declared'],
  permanentResidence: ['confirmation', 'lookup', 'chip', 'declared'],
  temporaryResidence: ['confirmation', 'lookup'],
  currentResidence: ['confirmation', 'lookup'],
  headName: ['confirmation', 'lookup'],
  relationshipToHead: ['confirmation', 'lookup'],
  headNumber: ['confirmation', 'lookup'],
}

const declaredFields: DocumentField[] = chipFields().map(field => ({ ...field, source: 'qr', level: 'declared' }))
const subsets = Array.from({ length: 1 << residenceSources.length }, (_, bits) =>
  residenceSources.filter((_, at) => bits & (1 << at)),
)

const visitWith = (there: readonly ResidenceSource[]) => {
  const document = [
    ...(there.includes('declared') ? declaredFields : []),
    ...(there.includes('chip') ? chipFields() : []),
  ]
  return transactionOf(document, [
    ...(there.includes('lookup') ? [lookedUp()] : []),
    ...(there.includes('confirmation') ? [residenceAnswered()] : []),
  ])
}

describe('which source a field of CT07 comes from', () => {
  test.each(subsets.map(there => [there.join(' + ') || 'nothing', there] as const))('with %s', (_, there) => {
    const { fields } = residenceFacts(visitWith(there))
    const expected = residenceFieldIds.map(id => {
      // Nobody is known to be a member of the household without a number to know them by.
      const needsNumber = id === 'relationshipToHead' && !there.includes('chip') && !there.includes('declared')
      return [id, ranks[id].find(source => there.includes(source) && !(needsNumber && source === 'lookup'))]
    })
    expect(residenceFieldIds.map(id => [id, fields[id]?.source])).toEqual(expected)
  })

  test.each([
    ['chip', ['confirmation', 'lookup', 'chip', 'declared'], ['chip']],
    ['declared', ['confirmation', 'lookup', 'chip', 'declared'], ['declared']],
    ['declared', ['confirmation', 'lookup', 'chip'], []],
    ['chip', ['declared'], ['declared']],
  ] as const)('a draft that may rest on %s alone takes no more of %j', (limit, there, expected) => {
    const { fields, basis, members, confirmation } = residenceFacts(visitWith(there), limit)
    expect([...new Set(Object.values(fields).map(({ source }) => source))]).toEqual(expected)
    expect({ members, confirmation }).toEqual({})
    expect(basis).toBe(expected[0] ?? 'declared')
  })

  test('the chip goes before a code, whichever stands first', () => {
    const code = declaredFields.map(field => ({ ...field, value: 'của mã' }))
    for (const document of [
      [...chipFields(), ...code],
      [...code, ...chipFields()],
    ])
      expect(residenceFacts(transactionOf(document)).fields.fullName).toEqual({
        value: person.fullName,
        source: 'chip',
      })
  })

  test('nothing else of a card becomes an ethnic group or a religion', () => {
    const stray = chipFields({ ...person, personalMarks: 'Nốt ruồi', issuingState: 'VNM', oldIdNumber: '999000001' })
    const named = ['ethnicity', 'religion'].map(id => ({ ...stray[0], id, value: 'gài' }) as DocumentField)
    const { fields } = residenceFacts(transactionOf([...stray, ...named]))
    expect(fields.ethnicity).toBeUndefined()
    expect(fields.religion).toBeUndefined()
  })

  test('the last answer of a kind holds', () => {
    const later = { ...lookupData, currentResidence: { address: 'Nơi mới, Tỉnh Ví Dụ' } }
    const { fields } = residenceFacts(transactionOf(chipFields(), [lookedUp(), lookedUp(later)]))
    expect(fields.currentResidence).toEqual({ value: 'Nơi mới, Tỉnh Ví Dụ', source: 'lookup' })
  })

  test('an answer that is no confirmation leaves the look-up in its place, and is told', () => {
    const refused = residenceAnswered({ outcome: 'REFUSED', reasonCode: 'RESIDENCE_UNDER_DISPUTE' })
    const facts = residenceFacts(transactionOf(chipFields(), [lookedUp(), refused]))
    expect(facts.fields.permanentResidence?.source).toBe('lookup')
    expect(facts.answer?.outcome).toBe('REFUSED')
    expect(facts.confirmation).toBeUndefined()
  })

  test('a look-up that gave nothing is no answer of the register', () => {
    const facts = residenceFacts(transactionOf(chipFields(), [lookedUp({})]))
    expect(facts.basis).toBe('chip')
    expect(facts.answeredAt).toBeUndefined()
  })

  test('what the register says that there is none of is not left open', () => {
    const { fields } = residenceFacts(transactionOf(chipFields(), [lookedUp()]))
    expect(fields.temporaryResidence).toEqual({ value: null, source: 'lookup' })
    const without = residenceFacts(transactionOf(chipFields(), [lookedUp({ lifeStatus: 'ALIVE' })]))
    expect(without.fields.temporaryResidence).toBeUndefined()
  })

  test('whoever applies is not among the others of the household', () => {
    const { members, fields } = residenceFacts(transactionOf(chipFields(), [lookedUp()]))
    expect(members?.map(({ fullName }) => fullName)).toEqual(['Lê Thị Ngọc Uyển'])
    expect(fields.relationshipToHead?.value).toBe('Con')
  })

  test('the head of the household is their own', () => {
    const household = { head: { fullName: person.fullName, personalNumber: person.personalNumber }, members: [] }
    const { members, fields } = residenceFacts(transactionOf(chipFields(), [lookedUp({ household })]))
    expect(members).toEqual([])
    expect(fields.relationshipToHead?.value).toBe('Chủ hộ')
  })

  test('nothing pending or failed counts', () => {
    const answered = residenceAnswered()
    const facts = residenceFacts(
      transactionOf(chipFields(), [
        { ...answered, state: { status: 'pending' } },
        { ...lookedUp(), state: { status: 'pending' } },
      ]),
    )
    expect(facts.basis).toBe('chip')
    expect(facts.fields.ethnicity).toBeUndefined()
  })

  test('the periods of the confirmation are kept as they are', () => {
    const { periods } = residenceFacts(visitWith(['confirmation']))
    expect(periods).toEqual(confirmation.content.periods)
  })
})
