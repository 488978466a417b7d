import { describe, expect, test } from 'vitest'
import type { LookupAnswer, LookupData, ResidenceAnswer } from '../protocol/citizen-data.ts'
import type { OnlineAnswer } from '../protocol/online-check.ts'
import { documentOf, reportOf, transactionOf } from './desk-cases-of-tests.ts'
import { residenceComparison } from './residence.ts'

const home = 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ'
const said = { transactionId: 'r-2', checkedAt: '2026-11-21T01:16:00Z' }
const answered = (...answers: OnlineAnswer[]) =>
  transactionOf(
    {},
    {
      checks: answers.map((answer, i) => ({
        id: `${i}`,
        kind: answer.kind,
        since: 's',
        state: { status: 'answered', answeredAt: said.checkedAt, answer },
      })),
    },
  )
const lookup = (data: LookupData, match: LookupAnswer['match'] = 'FULL'): LookupAnswer => ({
  kind: 'lookup',
  ...said,
  match,
  data,
  withheld: [],
})
const confirmed: ResidenceAnswer = {
  kind: 'residence',
  ...said,
  outcome: 'CONFIRMED',
  confirmation: {
    number: '1/XN',
    issuedOn: '2026-11-21',
    validUntil: '2027-11-21',
    authority: { superior: 'CA tỉnh Ví Dụ', issuing: 'CA xã Mẫu' },
    content: {
      applicant: {
        fullName: 'Nguyễn Thị Thử Nghiệm',
        birthDate: '1990-01-15',
        sex: 'F',
        personalNumber: '999190000001',
        ethnicity: 'Kinh',
        religion: 'Không',
        nationality: 'Việt Nam',
        placeOfOrigin: 'Xã Thử, Tỉnh Ví Dụ',
      },
      permanentResidence: home,
      temporaryResidence: 'Số 9, Phường Lạ, Tỉnh Ví Dụ',
      currentResidence: null,
      householdHead: { fullName: 'Trần Văn Chủ', personalNumber: '999080000001' },
      relationshipToHead: 'Vợ',
      otherMembers: [{ order: 1, fullName: 'Trần Thị Con' }],
      periods: [
        { address: home, form: 'PERMANENT', since: '2001-01-01', until: '2009-12-31', registeredBy: 'CA xã Cũ' },
        { address: home, form: 'PERMANENT', since: '2010-01-01', until: null, registeredBy: 'CA xã Mẫu' },
      ],
    },
  },
}
const relations = (...answers: OnlineAnswer[]) =>
  residenceComparison(answered(...answers)).places.map(({ kind, relation }) => `${kind} ${relation}`)

describe('the address of the card beside the register', () => {
  test('nobody was asked', () => {
    expect(residenceComparison(transactionOf({}))).toEqual({
      card: home,
      places: [
        { kind: 'permanent', relation: 'not-asked' },
        { kind: 'temporary', relation: 'not-asked' },
        { kind: 'current', relation: 'not-asked' },
      ],
    })
  })
  test('the same, other words, another place, none on record', () => {
    expect(
      relations(
        lookup({
          permanentResidence: { address: '1 thôn Thử, X. Mẫu, Ví Dụ' },
          temporaryResidence: { address: 'Số 9, Phường Lạ, Tỉnh Ví Dụ' },
          currentResidence: null,
        }),
      ),
    ).toEqual(['permanent wording', 'temporary different', 'current not-on-record'])
  })
  test('a merger of July 2025 is a hint, not the same place', () => {
    const { places } = residenceComparison({
      ...answered(lookup({ permanentResidence: { address: 'Số 1, Thôn Thử, Xã Gộp, Tỉnh Ví Dụ' } })),
      report: reportOf('authentic', {
        document: documentOf({ placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Huyện Cũ, Tỉnh Ví Dụ' }),
      }),
    })
    expect(places[0]).toMatchObject({ relation: 'different', unitsOf2025: true })
  })
  test('a confirmation with the household and the period that runs goes before a look-up', () => {
    const { source, places, head, relationshipToHead, members } = residenceComparison(
      answered(confirmed, lookup({ permanentResidence: { address: 'Nơi khác' } })),
    )
    expect({ source, head: head?.fullName, relationshipToHead, members }).toEqual({
      source: 'confirmation',
      head: 'Trần Văn Chủ',
      relationshipToHead: 'Vợ',
      members: 1,
    })
    expect(places).toEqual([
      { kind: 'permanent', address: home, since: '2010-01-01', registeredBy: 'CA xã Mẫu', relation: 'same' },
      { kind: 'temporary', address: 'Số 9, Phường Lạ, Tỉnh Ví Dụ', relation: 'different' },
      { kind: 'current', relation: 'not-on-record' },
    ])
  })
  test('what was answered about somebody else is not his', () => {
    const data = {
      permanentResidence: { address: home },
      household: { head: { fullName: 'Trần Văn Chủ' }, members: [] },
    }
    expect(residenceComparison(answered(lookup(data, 'NONE')))).toMatchObject({
      places: [{ relation: 'not-asked' }, { relation: 'not-asked' }, { relation: 'not-asked' }],
    })
    expect(residenceComparison(answered(lookup(data, 'NONE'))).head).toBeUndefined()
    expect(residenceComparison(answered(lookup(data))).members).toBe(0)
  })
  test('an address that only a code or the clerk gave is not the card’s', () => {
    const report = reportOf('authentic', { document: documentOf({}, { source: 'qr', level: 'declared' }) })
    const compared = residenceComparison({ ...answered(lookup({ permanentResidence: { address: home } })), report })
    expect(compared.card).toBeUndefined()
    expect(compared.places[0]?.relation).toBe('not-on-card')
  })
})
