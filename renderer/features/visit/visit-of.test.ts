import { expect, it } from 'vitest'
import type { DeskView } from '../../../main/protocol/desk.ts'
import type { DocumentField, FieldId } from '../../../main/protocol/report.ts'
import { seenFields, seesPhoto } from './visit-of.ts'

const words = { vi: 'một', en: 'one' }
const rules: DeskView = {
  definition: { id: 'clinic', version: '2026-01-01', title: words },
  purpose: 'fixed',
  visits: [
    {
      purpose: 'HEALTH',
      name: words,
      notice: {
        reads: [words],
        why: words,
        keeps: [words],
        days: 1,
        retention: { kind: 'limit', source: 'x' },
        legalBasis: { code: 'x', title: words },
        version: '2026-01-01',
      },
      right: 'LEGAL_DUTY',
      shows: ['fullName', 'birthDate'],
      photo: false,
      steps: [],
      documents: [],
    },
  ],
  withoutCard: [],
  masked: true,
}
const fields = (['fullName', 'personalNumber', 'birthDate', 'personalMarks'] satisfies FieldId[]).map(
  (id): DocumentField => ({ id, value: id, source: 'dg13', level: 'authentic' }),
)
const seen = (...of: Parameters<typeof seenFields>) => seenFields(...of).map(({ id }) => id)

it('shows what the purpose needs, of an unknown purpose who it is, and everything where there are no rules', () => {
  expect(seen(fields, rules, 'HEALTH')).toEqual(['fullName', 'birthDate'])
  expect(seen(fields, rules, 'ANOTHER')).toEqual(['fullName', 'personalNumber'])
  expect(seen(fields, rules, undefined)).toEqual(['fullName', 'personalNumber'])
  expect(seen(fields, undefined, 'HEALTH')).toHaveLength(4)
})

it('shows a picture only where the purpose needs one', () => {
  expect(seesPhoto(rules, 'HEALTH')).toBe(false)
  expect(seesPhoto(rules, 'ANOTHER')).toBe(false)
  expect(seesPhoto({ ...rules, visits: rules.visits.map(visit => ({ ...visit, photo: true })) }, 'HEALTH')).toBe(true)
  expect(seesPhoto(undefined, undefined)).toBe(true)
})
