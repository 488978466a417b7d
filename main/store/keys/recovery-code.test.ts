import { expect, test } from 'vitest'
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Its check characters were computed by another program. */
const code = '0123-4567-89AB-CDEF-GHJK-MNPQ-RSWX'
const valid = newRecoveryCode()
const bare = valid.replaceAll('-', '')
const payloadOf = (text: string) => {
  const read = readRecoveryCode(text)
  return 'payload' in read ? read.payload : read
}

test('28 characters in groups of four, never the same, without I, L, O, U', () => {
  const codes = Array.from({ length: 50 }, newRecoveryCode)
  for (const each of codes) expect(each).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(50)
})

test('read as people type it', () => {
  const payload = payloadOf(valid)
  expect(payload).toBe(bare.slice(0, 26))
  const sloppy = ` ${valid.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' – ')}\n`
  expect(payloadOf(sloppy)).toBe(payload)
  expect(payloadOf(bare.replaceAll('1', 'I').replaceAll('0', 'O'))).toBe(payload)
})

test('every single wrong character is noticed, and its group named', () => {
  for (let place = 0; place < 28; place++)
    for (const letter of letters) {
      if (letter === bare[place]) continue
      const typed = bare.slice(0, place) + letter + bare.slice(place + 1)
      expect(readRecoveryCode(typed), typed).toEqual({ wrong: 'typo', group: Math.floor(place / 4) + 1 })
    }
})

test('two swapped characters and any two wrong ones are noticed', () => {
  for (let first = 0; first < 28; first++)
    for (let second = first + 1; second < 28; second++) {
      const swapped = [...bare]
      ;[swapped[first], swapped[second]] = [bare[second] ?? '', bare[first] ?? '']
      if (swapped.join('') !== bare) expect(readRecoveryCode(swapped.join(''))).toMatchObject({ wrong: 'typo' })
      const wrong = [...bare]
      wrong[first] = wrong[first] === '7' ? '8' : '7'
      wrong[second] = wrong[second] === 'K' ? 'M' : 'K'
      expect(readRecoveryCode(wrong.join(''))).toMatchObject({ wrong: 'typo' })
    }
})

test('too short, too long, foreign characters', () => {
  expect(readRecoveryCode(bare.slice(1))).toEqual({ wrong: 'length', length: 27 })
  expect(readRecoveryCode(`${bare}0`)).toEqual({ wrong: 'length', length: 29 })
  expect(readRecoveryCode(`${bare.slice(1)}U`)).toEqual({ wrong: 'letter', letter: 'U' })
  expect(readRecoveryCode('')).toEqual({ wrong: 'length', length: 0 })
})

test('a code of an earlier day reads as ever', () => {
  expect(readRecoveryCode(code)).toEqual({ payload: '0123456789ABCDEFGHJKMNPQRS' })
})
