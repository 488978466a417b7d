import { utf8ToBytes } from '@noble/hashes/utils.js'
import { fail, ok } from '../emrtd/result.ts'
import { insuranceAnswer } from '../online/insurance/insurance-answer.ts'
import { readPortalBody, resultCode } from '../online/insurance/portal-body.ts'
import { actionOfCode } from '../protocol/insurance.ts'
import type { Target } from './judge.ts'

const request = {
  number: '999190000001',
  fullName: 'Nguyễn Thị Thử Nghiệm',
  birthDate: '1990-01-15',
  day: '2026-11-22',
}
const answer = JSON.stringify({
  maKetQua: '004',
  ghiChu: 'Thẻ cũ còn giá trị sử dụng nhưng đã được cấp thẻ mới!',
  maThe: 'DN4990000000001',
  hoTen: 'Nguyễn Thị Thử Nghiệm',
  ngaySinh: '15/01/1990',
  maDKBD: '99001',
  gtTheTu: '01/01/2026',
  gtTheDen: '31/12/2026',
  maKV: 'K1',
  maSoBHXH: '0000000001',
  maTheMoi: 'GD4990000000001',
  gtTheTuMoi: '01/07/2026',
  dsLichSuKCB2018: [{ maCSKCB: '99902', ngayVao: '202604010800', ngayRa: '202604011600' }],
  dsLichSuKT2018: [{ userKT: '99907_BV', thoiGianKT: '202611220705' }],
})

const malformed = (message: string) => fail({ tag: 'malformed', message })

/** One answer of the insurance portal, from its bytes to what the counter is told. */
function parse(bytes: Uint8Array) {
  const body = readPortalBody(bytes)
  if (typeof body === 'string') return malformed(body)
  const code = resultCode(body)
  if (code === undefined) return malformed('no result code')
  const first = { code, action: actionOfCode(code), number: request.number, body }
  const read = insuranceAnswer({ request, first, officer: 'Cán bộ Thử', facilityCode: '99901', history: true })
  return typeof read === 'string' ? malformed(read) : ok(read)
}

export const insuranceTargets: readonly Target[] = [
  { name: 'insurance answer', parse, seeds: [utf8ToBytes(answer), utf8ToBytes(JSON.stringify(answer))] },
]
