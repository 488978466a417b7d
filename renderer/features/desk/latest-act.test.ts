import { expect, it } from 'vitest'
import type { Act } from '../../../main/protocol/act.ts'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { actionOfCode } from '../../../main/protocol/insurance.ts'
import type { OnlineCheck } from '../../../main/protocol/online-check.ts'
import { latestAct, latestCheck, latestDocument, mayAskByNumber } from './latest-act.ts'

const at = '2026-01-15T09:12:47+07:00'
const acts: Act[] = [
  { id: '1', at, operator: 'lan', kind: 'decision', outcome: 'referred' },
  { id: '2', at, operator: 'lan', kind: 'document', document: 'ct07', number: '1/XN' },
  { id: '3', at, operator: 'lan', kind: 'decision', outcome: 'served' },
]
const check = (id: string, state: OnlineCheck['state']): OnlineCheck => ({ id, kind: 'insurance', since: at, state })
const answered = (code: string) =>
  check(code, {
    status: 'answered',
    answeredAt: at,
    answer: { kind: 'insurance', code, note: '', action: actionOfCode(code), officer: 'Lê Thị Thu Ngân' },
  })

it('finds what was recorded last of a kind', () => {
  expect(latestAct({ acts }, 'decision')?.outcome).toBe('served')
  expect(latestAct({ acts }, 'face')).toBeUndefined()
  expect(latestAct({}, 'decision')).toBeUndefined()
  expect(latestDocument({ acts }, 'ct07')?.number).toBe('1/XN')
  expect(latestDocument({ acts }, 'ct06')).toBeUndefined()
  expect(latestCheck({ checks: [answered('050'), answered('000')] }, 'insurance')?.id).toBe('000')
})

it.each(['050', '051', '052', '053', '121', '122', '123', '130'])('asks by another number after %s', code =>
  expect(mayAskByNumber(answered(code))).toBe(true),
)
it.each(['000', '003', '010', '060', '110', '205'])('asks nothing more after %s', code =>
  expect(mayAskByNumber(answered(code))).toBe(false),
)
it('asks again what failed, never what is under way or was not asked', () => {
  expect(mayAskByNumber(check('f', { status: 'failed', error: chipDeskError('OnlineFailed') }))).toBe(true)
  expect(mayAskByNumber(check('p', { status: 'pending' }))).toBe(false)
  expect(mayAskByNumber(undefined)).toBe(false)
})
