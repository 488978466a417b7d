import { describe, expect, test } from 'vitest'
import { actionOfCode } from '../../protocol/insurance.ts'
import { type InsuranceReply, insuranceAnswer, newCardOf } from './insurance-answer.ts'
import type { InsuranceLookUp } from './insurance-question.ts'

const request: InsuranceLookUp = {
  number: '999190000001',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-01-15',
  day: '2026-11-22',
}
const inOrder = {
  ghiChu: 'Thẻ còn giá trị sử dụng!',
  maThe: 'DN4990000000001',
  hoTen: 'NGUYEN THI THU NGHIEM',
  ngaySinh: '15/01/1990',
  maDKBD: '99001',
  gtTheTu: '01/01/2026',
  gtTheDen: '31/12/2026',
  ngayDu5Nam: '01/06/2025',
  maSoBHXH: '0000000001',
}
const reply = (code: string, fields: object = {}, number = request.number): InsuranceReply => ({
  code,
  action: actionOfCode(code),
  number,
  body: new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value])),
})
const read = (first: InsuranceReply, second?: InsuranceReply, more: Partial<InsuranceLookUp> = {}, history = false) =>
  insuranceAnswer({
    request: { ...request, ...more },
    first,
    second,
    officer: 'Lê Thị Thu Ngân',
    facilityCode: '99901',
    history,
  })
const renewed = { ...inOrder, maThe: 'GD4990000000001', gtTheTu: '01/07/2026', gtTheDen: '30/06/2027' }
const over = { ghiChu: 'Thẻ cũ hết giá trị!', maThe: inOrder.maThe, maTheMoi: 'GD4990000000001' }

describe('in order', () => {
  test('the card, without name, birth and address', () => {
    const answer = read(reply('000', { ...inOrder, diaChi: 'Số 1, Thôn Thử' }))
    expect(answer).toEqual({
      kind: 'insurance',
      code: '000',
      note: 'Thẻ còn giá trị sử dụng!',
      action: 'accept',
      card: {
        number: 'DN4990000000001',
        validFrom: '2026-01-01',
        validTo: '2026-12-31',
        registration: { code: '99001' },
        benefit: { level: 4, percent: 80 },
      },
      bookNumber: '0000000001',
      fiveYearsOn: '2025-06-01',
      officer: 'Lê Thị Thu Ngân',
    })
  })

  test.each<[string, object, object]>([
    ['of another name', { hoTen: 'Trần Văn Khác' }, { action: 'compare-name', doubt: 'name' }],
    ['of another birth', { ngaySinh: '16/01/1990' }, { action: 'compare-birth', doubt: 'birth' }],
    ['of another year', { ngaySinh: '1991' }, { action: 'compare-birth', doubt: 'birth' }],
    ['of the same year', { ngaySinh: '1990' }, { action: 'accept' }],
    ['over yesterday', { gtTheDen: '21/11/2026' }, { action: 'not-covered', doubt: 'over' }],
    ['over tonight', { gtTheDen: '22/11/2026' }, { action: 'accept' }],
    ['from tomorrow', { gtTheTu: '23/11/2026' }, { action: 'not-covered', doubt: 'not-yet' }],
    [
      'from today, as ISO has it',
      { gtTheTu: '2026-11-22T00:00:00' },
      { action: 'accept', card: { validFrom: '2026-11-22' } },
    ],
    ['without dates', { gtTheTu: '', gtTheDen: null }, { action: 'accept' }],
    ['with a date that is none', { gtTheDen: '31/02/2026' }, { action: 'accept' }],
    [
      'with numbers as numbers',
      { maSoBHXH: 1, maDKBD: 1001 },
      { bookNumber: '0000000001', card: { registration: { code: '01001' } } },
    ],
  ])('%s', (_, change, expected) => {
    expect(read(reply('000', { ...inOrder, ...change }))).toMatchObject(expected)
  })

  test('but no card: no answer', () => {
    expect(read(reply('000', { ...inOrder, maThe: '' }))).toBe('in order, and no card')
    expect(read(reply('000', { ...inOrder, maThe: 'XXXXX' }))).toBe('in order, and no card')
  })

  test('about another card or book than was asked for: no answer', () => {
    expect(read(reply('000', inOrder, 'DN4990000000002'))).toBe('about another card')
    expect(read(reply('000', inOrder, '0000000002'))).toBe('about another card')
    expect(read(reply('000', inOrder, '0000000001'))).toMatchObject({ action: 'accept' })
    expect(read(reply('000', { ...inOrder, maTheCu: 'DN4990000000002' }, 'DN4990000000002'))).toMatchObject({
      action: 'accept',
      oldCard: 'DN4990000000002',
    })
  })
})

describe('a new card', () => {
  test('003 and the new one in order: that one counts', () => {
    const first = reply('003', over)
    expect(newCardOf(first)).toBe('GD4990000000001')
    expect(read(first, reply('000', renewed, 'GD4990000000001'))).toMatchObject({
      code: '003',
      note: 'Thẻ cũ hết giá trị!',
      action: 'accept-new-card',
      renewed: { code: '000', note: inOrder.ghiChu },
      card: { number: 'GD4990000000001', validTo: '2027-06-30' },
      oldCard: 'DN4990000000001',
    })
  })

  test('003: the place is named by the first answer, where it is the same', () => {
    const named = (maDKBDMoi: string) =>
      read(
        reply('003', { ...over, maDKBDMoi, tenDKBDMoi: 'Trạm Y tế Ví Dụ' }),
        reply('000', renewed, 'GD4990000000001'),
      )
    expect(named('99001')).toMatchObject({ card: { registration: { code: '99001', name: 'Trạm Y tế Ví Dụ' } } })
    expect(named('99002')).not.toHaveProperty('card.registration.name')
  })

  test.each([
    ['010', 'not-covered'],
    ['110', 'refuse-card'],
    ['500', 'retry-later'],
  ])('003 and the new one %s: that is the answer', (code, action) => {
    const answer = read(reply('003', over), reply(code, { maThe: 'GD4990000000001', ghiChu: 'x' }, 'GD4990000000001'))
    expect(answer).toMatchObject({ code: '003', action, renewed: { code, note: 'x' } })
  })

  test('003 without a new number: look for it', () => {
    const first = reply('003', { maThe: inOrder.maThe, maTheMoi: '' })
    expect(newCardOf(first)).toBeUndefined()
    expect(read(first)).toMatchObject({ action: 'look-for-new-card', doubt: 'no-new-card' })
  })

  test('003 and again 003: look for it', () => {
    expect(read(reply('003', over), reply('003', over, 'GD4990000000001'))).toMatchObject({
      action: 'look-for-new-card',
      doubt: 'no-new-card',
    })
  })

  test('003 and the answer about yet another card: no answer', () => {
    expect(read(reply('003', over), reply('000', inOrder, 'GD4990000000001'))).toBe('about another card')
  })

  test('004: the new card, from the day on which it begins', () => {
    const both = { ...inOrder, maTheMoi: 'GD4990000000001', gtTheTuMoi: '01/12/2026', tenDKBDMoi: 'Trạm Y tế Ví Dụ' }
    expect(read(reply('004', both))).toMatchObject({
      action: 'accept-new-card',
      card: { number: 'DN4990000000001' },
      nextCard: { number: 'GD4990000000001', validFrom: '2026-12-01' },
    })
    const later = read(reply('004', both), undefined, { day: '2026-12-01' })
    expect(later).toMatchObject({
      card: { number: 'GD4990000000001', registration: { name: 'Trạm Y tế Ví Dụ' } },
      oldCard: 'DN4990000000001',
    })
    expect(later).not.toHaveProperty('nextCard')
  })
})

describe('lists', () => {
  const lists = {
    dsLichSuKT2018: [
      { userKT: '99901_BV', thoiGianKT: '202611220900' },
      { userKT: '99907_BV', thoiGianKT: 202611220705 },
      { userKT: '99908_BV', thoiGianKT: '202611220640' },
      { userKT: '99908_BV', thoiGianKT: '202611210640' },
      null,
    ],
    dsLichSuKCB2025: [
      { maCSKCB: '99902', ngayVao: '202604010800', ngayRa: '', tenBenh: 'X00 - Bệnh ví dụ', TEMP2: 'Nơi làm' },
    ],
  }
  test('checks by others on the day, without who; stays not at all', () => {
    const answer = read(reply('000', { ...inOrder, ...lists }))
    expect(answer).toMatchObject({ checkedElsewhere: ['06:40', '07:05'] })
    expect(answer).not.toHaveProperty('stays')
    expect(JSON.stringify(answer)).not.toMatch(/_BV|99902|X00|Nơi làm/)
  })
  test('stays where the desk asks for them, without the illness', () => {
    const answer = read(reply('000', { ...inOrder, ...lists }), undefined, {}, true)
    expect(answer).toMatchObject({ stays: [{ facility: '99902', from: '2026-04-01' }] })
    expect(JSON.stringify(answer)).not.toMatch(/X00|Nơi làm/)
  })
})
