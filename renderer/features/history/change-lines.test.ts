import { expect, it } from 'vitest'
import type { Reverification } from '../../../main/protocol/transaction-details.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { changeLines } from './change-lines.ts'

type Verified = Extract<Reverification, { status: 'verified' }>
const judged: Verified['now'] = { verdict: 'authentic', reasons: [], policy: 'counter', at: '2026-01-15T09:00:00Z' }
const unchanged: Verified = {
  status: 'verified',
  before: judged,
  now: judged,
  changed: [],
  same: 14,
  notRepeated: ['identity.registry'],
  parts: [],
}

it('says that nothing differs, and what cannot be asked again', () => {
  const { same, changes, notes } = changeLines(unchanged, en)
  expect(same).toBe('Nothing differs: all 14 checks come out as they did then.')
  expect(changes).toEqual([])
  expect(notes).toEqual([`Cannot be asked again: ${en.checks['identity.registry']}.`])
})

it('says of every check that differs what it was, what it is, why and what to do', () => {
  const revoked: Verified = {
    ...unchanged,
    now: { ...judged, verdict: 'refused' },
    parts: ['verdict', 'trust'],
    anchors: { added: 2, removed: 0 },
    changed: [
      {
        before: { id: 'issuer.revocation', result: 'successful' },
        now: { id: 'issuer.revocation', result: 'failed', reason: 'signer-revoked' },
      },
      { part: 'DG13', now: { id: 'sod.hashes', result: 'successful' } },
    ],
  }
  const { same, changes, notes } = changeLines(revoked, vi)
  expect(same).toBe('14 phép kiểm tra vẫn như lúc đó.')
  expect(changes[0]).toMatchObject({ id: 'issuer.revocation', name: vi.checks['issuer.revocation'] })
  expect(changes[0]?.says).toMatch(/^lúc đó .+, bây giờ .+$/)
  expect(changes[0]?.cure).toContain(vi.reasons['signer-revoked'].text)
  expect(changes[1]).toMatchObject({ id: 'sod.hashes DG13', cure: '' })
  expect(notes[0]).toBe('Kho chứng thư và danh sách thu hồi đã khác. Thêm 2 chứng thư gốc.')
})
