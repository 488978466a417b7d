import { expect, it } from 'vitest'
import { callOf, nobodyYet, problemOf, withDeclared } from './declared-person.ts'

const child = { ...nobodyYet, reason: 'child', fullName: 'Lê Bé Thử' }

it.each([
  [nobodyYet, 'wanted'],
  [{ ...nobodyYet, reason: 'child' }, 'wanted'],
  [{ ...child, reason: '' }, 'wanted'],
  [child, undefined],
  [{ ...child, personalNumber: '99919000000' }, 'wrongNumber'],
  [{ ...child, personalNumber: '999 190 000 001' }, undefined],
  [{ ...child, insuranceNumber: 'TE19900000' }, 'wrongInsurance'],
  [{ ...child, insuranceNumber: 'TE1990000000001' }, undefined],
  [{ ...child, birthDate: '5/2024' }, 'wrongBirth'],
  [{ ...child, birthDate: '2024' }, undefined],
  [{ ...child, birthDate: '5/10/2024' }, undefined],
] as const)('%j: %s', (person, problem) => expect(problemOf(person)).toBe(problem))

it('sends what was typed and nothing else', () => {
  expect(callOf(child)).toEqual({ reason: 'child', fullName: 'Lê Bé Thử' })
  expect(
    callOf({ ...child, personalNumber: '999 190 000 001', insuranceNumber: 'te1990000000001|4E', sex: 'F' }),
  ).toEqual({ ...callOf(child), personalNumber: '999190000001', insuranceNumber: 'TE1990000000001', sex: 'F' })
})

it('takes what a code says and keeps what it does not say', () => {
  const field = (id: 'personalNumber' | 'birthDate', value: string) =>
    ({ id, value, source: 'qr', level: 'declared' }) as const
  const declared = {
    origin: 'qr' as const,
    fields: [field('personalNumber', '999190000001'), field('birthDate', '1990-01-15')],
  }
  expect(withDeclared(child, declared)).toEqual({ ...child, personalNumber: '999190000001', birthDate: '15/01/1990' })
})
