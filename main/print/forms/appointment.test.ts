import { expect, test } from 'vitest'
import type { OnlineCheck } from '../../protocol/online-check.ts'
import { chipFields, lookedUp, residenceAnswered, transactionOf } from '../golden/invented-residence.ts'
import { appointment } from './appointment.ts'
import { residenceFacts } from './residence-facts.ts'

const monday = '2026-11-23T09:12:45+07:00'
const half = '0,5 ngày làm việc'
const three = '03 ngày làm việc'
const named = residenceAnswered({ outcome: 'TO_BE_VERIFIED', answerOn: '2026-11-27' })
const unnamed = residenceAnswered({ outcome: 'TO_BE_VERIFIED' })
const refused = residenceAnswered({ outcome: 'REFUSED', reasonCode: 'RESIDENCE_UNDER_DISPUTE' })

test.each<[string, string, OnlineCheck[], ReturnType<typeof appointment>]>([
  ['confirmed in the morning', monday, [residenceAnswered()], { term: half, day: '2026-11-23', half: 'afternoon' }],
  ['looked up in the morning', monday, [lookedUp()], { term: half, day: '2026-11-23', half: 'afternoon' }],
  [
    'looked up on a Friday afternoon',
    '2026-11-27T15:00:00+07:00',
    [lookedUp()],
    { term: half, day: '2026-11-30', half: 'morning' },
  ],
  ['the register names its day', monday, [lookedUp(), named], { term: three, day: '2026-11-27', half: 'afternoon' }],
  ['the register names none', monday, [lookedUp(), unnamed], { term: three, day: '2026-11-26', half: 'afternoon' }],
  ['offline on a Monday', monday, [], { term: three, day: '2026-11-26', half: 'afternoon' }],
  ['offline on a Thursday', '2026-11-26T09:00:00+07:00', [], { term: three, day: '2026-12-01', half: 'afternoon' }],
  [
    'refused, and taken all the same',
    monday,
    [lookedUp(), refused],
    { term: three, day: '2026-11-26', half: 'afternoon' },
  ],
])('an application %s', (_, at, checks, expected) => {
  expect(appointment({ at }, residenceFacts(transactionOf(chipFields(), checks)))).toEqual(expected)
})
