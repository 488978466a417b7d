import { expect, it } from 'vitest'
import type { LookupAnswer } from '../protocol/citizen-data.ts'
import { documentOf, reportOf, transactionOf } from './desk-cases-of-tests.ts'
import { residenceView } from './residence-view.ts'

const card = documentOf().find(({ id, source }) => id === 'placeOfResidence' && source === 'dg13')?.value
const answer: LookupAnswer = {
  kind: 'lookup',
  transactionId: 'r-2',
  checkedAt: '2026-11-21T01:16:00Z',
  match: 'FULL',
  data: {
    permanentResidence: { address: card ?? '', since: '2010-03-01' },
    temporaryResidence: null,
    household: {
      head: { fullName: 'Nguyễn Văn Chủ Hộ' },
      members: [{ fullName: 'Trần Thị Thành Viên', relationship: 'Vợ' }],
    },
  },
  withheld: [],
}

it('shows what was answered and leaves out what was not asked for', () => {
  const state = { status: 'answered', answeredAt: answer.checkedAt, answer } as const
  const made = transactionOf({}, { checks: [{ id: '1', kind: 'lookup', since: answer.checkedAt, state }] })
  expect(card).toBeDefined()
  expect(residenceView({ ...made, report: reportOf('authentic') })).toEqual({
    card,
    rows: [{ kind: 'permanent', address: card, since: '2010-03-01', result: 'same' }, { kind: 'temporary' }],
    head: { fullName: 'Nguyễn Văn Chủ Hộ' },
    members: [{ fullName: 'Trần Thị Thành Viên', relationship: 'Vợ' }],
  })
})

it('shows nothing before the register has answered', () => {
  expect(residenceView(transactionOf({}))).toBeUndefined()
})
