import { describe, expect, test } from 'vitest'
import type { OnlineAnswer } from '../../../main/protocol/online-check.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { citizenFacts } from './citizen-facts.ts'

const of = { transactionId: 't', checkedAt: '2026-11-22T02:00:00Z' }
type Answer = Exclude<OnlineAnswer, { kind: 'insurance' | 'hand-over' }>
const rows = (answer: Answer, words = vi) => citizenFacts(answer, words).map(({ label, value }) => `${label}: ${value}`)

describe('what a service said about a citizen', () => {
  test('a look-up: what was given, what is not on record, and nothing of what was withheld', () => {
    const answer: Answer = {
      kind: 'lookup',
      ...of,
      match: 'FULL',
      data: {
        permanentResidence: { address: 'Số 1, Xã Thử', form: 'PERMANENT', since: '2020-02-01' },
        temporaryResidence: null,
        household: {
          head: { fullName: 'Nguyễn Văn Chủ', relationship: 'Chủ hộ' },
          members: [{ fullName: 'Trần Thị Con', birthDate: '2015-05-06' }],
        },
        lifeStatus: 'ALIVE',
      },
      withheld: ['bloodGroup'],
    }
    expect(rows(answer)).toEqual([
      'Tình trạng sống: Còn sống',
      'Nơi thường trú: Số 1, Xã Thử, 01/02/2020',
      'Nơi tạm trú: Không có trong cơ sở dữ liệu',
      'Hộ gia đình: Chủ hộ: Nguyễn Văn Chủ; Trần Thị Con, 06/05/2015',
    ])
  })

  test('VNeID: dates and sex as people write them, in both languages', () => {
    const answer: Answer = {
      kind: 'eid',
      ...of,
      outcome: 'GRANTED',
      level: 2,
      fields: { fullName: 'Nguyễn Thị Thử', birthDate: '1990-01-15', sex: 'F' },
    }
    expect(rows(answer)).toEqual(['Họ và tên: Nguyễn Thị Thử', 'Ngày sinh: 15/01/1990', 'Giới tính: Nữ'])
    expect(rows(answer, en as typeof vi)).toEqual([
      expect.stringContaining('Nguyễn Thị Thử'),
      expect.stringContaining('15/01/1990'),
      expect.stringMatching(/: Female$/),
    ])
  })

  test('civil status: no entry in the books is said', () => {
    const answer: Answer = {
      kind: 'civil-status',
      ...of,
      found: true,
      records: { MARITAL_STATUS: { status: 'MARRIED', since: '2015-10-01' }, DEATH_EXTRACT: null },
      withheld: [],
    }
    expect(rows(answer)).toEqual([
      'Tình trạng hôn nhân: Đang có vợ hoặc chồng, 01/10/2015',
      'Trích lục khai tử: Không có trong cơ sở dữ liệu',
    ])
  })
})
