import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Insurance as Insured, insuranceOf } from '../../fixtures/country/insurance-card.ts'
import { population } from '../../fixtures/country/population.ts'
import { insuranceQrText, qrTextOf, vneidTextOf } from '../../fixtures/country/qr.ts'
import { repairCharset } from './charset-repair.ts'
import { parseDeclaredInput } from './declared-input.ts'
import { decodeScan } from './decode-scan.ts'
import { foldText } from './name-folding.ts'
import { type TypingOptions, typedThrough } from './simulated-input-method.ts'
import { misread, nghiem } from './specimen-texts.ts'
import { tidyScan } from './tidy-scan.ts'
import { repairTyped } from './typed-repair.ts'

const read = (text: string) => parseDeclaredInput(text, 2026)
const people = population()

describe('everybody of the invented country', () => {
  it.each(people)('$id comes out of every text as put in', person => {
    const { personalNumber, fullName, birthDate, sex, placeOfResidence, issueDate, oldIdNumber } = person
    const said = { personalNumber, fullName, birthDate, sex, placeOfResidence }
    const old = oldIdNumber || undefined
    for (const text of [qrTextOf(person), vneidTextOf(person)]) {
      const input = read(text)
      expect(input).toMatchObject({ ok: true, value: { ...said, issueDate } })
      if (!input.ok) continue
      expect(input.value.oldIdNumber).toBe(old)
      expect(input.value.original?.fullName).toBe(text.split('|')[2])
      expect(input.value.original?.placeOfResidence).toBe(text.split('|')[5])
      for (const absent of ['unreadable', 'repairs', 'cancelledNumber', 'fatherName', 'motherName'])
        expect(input.value).not.toHaveProperty(absent)
    }
    expect(read(vneidTextOf(person, false))).toMatchObject({ ok: true, value: said })
  })

  it.each(people)('$id has the further parts given out where they are asked for', person => {
    const input = parseDeclaredInput(qrTextOf(person), 2026, { keep: ['cancelledNumber', 'parentNames'] })
    if (!input.ok) throw new Error(input.error.message)
    const [, , , , , , , cancelled, father, mother] = qrTextOf(person).normalize('NFC').split('|')
    expect(input.value.cancelledNumber).toBe(cancelled || undefined)
    expect(input.value.fatherName).toBe(father || undefined)
    expect(input.value.motherName).toBe(mother || undefined)
  })

  it.each(people)('$id has an insurance card that is read', person => {
    const insurance = insuranceOf(person) as Insured | undefined
    if (!insurance) return
    const { card, registeredName, registeredBirth, fiveYearsOn } = insurance
    const { bookNumber, validFrom, validTo, registration } = card
    expect(read(insuranceQrText(person, insurance))).toMatchObject({
      ok: true,
      value: {
        fullName: registeredName,
        birthDate: registeredBirth,
        sex: person.sex,
        placeOfResidence: person.placeOfResidence,
        insurance: { bookNumber, validFrom, validTo, fiveYearsOn, registrationCode: registration.code },
      },
    })
  })

  it('comes through every input method, or is refused for it, but never as anybody else', () => {
    const options: TypingOptions[] = (['telex', 'vni'] as const).flatMap(method =>
      (['always', 'spelling'] as const).flatMap(check =>
        (['kept', 'lost', 'question'] as const).flatMap(beyondAscii =>
          ['|', '\\', '¦', '', ' '].map(bar => ({ method, check, beyondAscii, bar })),
        ),
      ),
    )
    for (const person of people)
      for (const each of options) {
        const input = read(typedThrough(qrTextOf(person), each))
        if (!input.ok)
          expect(['keyboard-method', 'field', 'half-code', 'text', 'other-fields']).toContain(input.error.kind)
        else expect(input.value).toMatchObject({ personalNumber: person.personalNumber })
        // Marks of their own fall off whole: what is left is a name without them, as some print it.
        const folded = each.beyondAscii === 'lost' && qrTextOf(person) !== qrTextOf(person).normalize('NFC')
        if (!input.ok || folded) continue
        for (const field of ['fullName', 'birthDate', 'sex', 'placeOfResidence', 'issueDate'] as const)
          expect([undefined, person[field]]).toContain(input.value[field])
      }
  })

  it('is read through every wrong character set', () => {
    for (const person of people)
      for (const charset of ['windows-1252', 'windows-1258', 'gbk', 'macintosh', 'big5', 'shift_jis', 'euc-kr']) {
        const input = read(misread(qrTextOf(person), charset))
        if (!input.ok) throw new Error(`${person.id}, ${charset}: ${input.error.message}`)
        expect(input.value.personalNumber).toBe(person.personalNumber)
        const { fullName, birthDate = person.birthDate } = input.value
        expect(birthDate).toBe(person.birthDate)
        expect([undefined, person.fullName]).toContain(fullName)
        if (charset.startsWith('windows')) expect(fullName).toBe(person.fullName)
      }
  })
})

const codes = people.map(qrTextOf)
const scan = (text: string) => parseDeclaredInput(text, 2026, { scanned: true })
const numberIn = (text: string) => {
  const input = scan(text)
  return input.ok ? input.value.personalNumber : undefined
}

/** Every place of a code is tried with some person, not with all. */
describe('a scanned code', () => {
  it('cut off anywhere, at either end, is the same person or refused', () => {
    for (const [i, code] of codes.entries()) {
      const own = [undefined, people[i]?.personalNumber]
      for (let at = i % 3; at <= code.length; at += 3) {
        expect(own).toContain(numberIn(code.slice(0, at)))
        expect(own).toContain(numberIn(code.slice(at)))
      }
    }
  })

  it('behind a piece of another is never the other, and is refused if it is not whole', () => {
    for (const [i, code] of codes.entries()) {
      const next = codes[(i + 1) % codes.length] ?? ''
      for (let at = 1 + (i % 5); at < code.length; at += 5) {
        expect(numberIn(code.slice(0, at) + next)).toBeUndefined()
        expect(numberIn(`${code.slice(0, at)}\n${next}`)).toBeUndefined()
      }
    }
  })

  it('before a piece of another is refused', () => {
    for (const [i, code] of codes.entries()) {
      const next = codes[(i + 1) % codes.length] ?? ''
      for (let at = 1 + (i % 5); at < next.length; at += 5)
        expect(numberIn(`${code}\n${next.slice(0, at)}`)).toBeUndefined()
    }
  })
})

/** A code with something done to it. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc
    .tuple(
      fc.constantFrom(...codes, nghiem.mrz.join('\n')),
      fc.nat(200),
      fc.nat(40),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    .map(([code, at, gone, put]) => code.slice(0, at) + put + code.slice(at + gone)),
)

describe('any text', () => {
  it('gives a declared input or a named refusal, and the same again', () => {
    fc.assert(
      fc.property(anyText, text => {
        const input = read(text)
        expect(read(text)).toEqual(input)
        if (!input.ok) {
          expect(input.error).toMatchObject({ kind: expect.any(String), message: expect.any(String) })
          return
        }
        const { personalNumber, can, fullName, mrzInformation } = input.value
        if (personalNumber !== undefined) expect(personalNumber).toMatch(/^[0-9]{12}$/)
        if (can !== undefined) expect(can).toMatch(/^[0-9]{6}$/)
        if (fullName !== undefined) expect(fullName).not.toMatch(/[\p{Cc}\p{Cf}\ufffd|]/u)
        if (mrzInformation) expect(mrzInformation.birthDate + mrzInformation.expiryDate).toMatch(/^[0-9<]{12}$/)
      }),
      { numRuns: 1500 },
    )
  })

  it('is repaired once: a second time changes nothing', () => {
    fc.assert(
      fc.property(anyText, text => {
        const tidy = tidyScan(text).text
        expect(tidyScan(tidy).text).toBe(tidy)
        const decoded = repairCharset(text)
        expect(repairCharset(decoded)).toBe(decoded)
        const repaired = repairTyped(tidy)
        if (repaired.ok)
          expect(repairTyped(repaired.value.text)).toMatchObject({ ok: true, value: { text: repaired.value.text } })
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
      { numRuns: 700 },
    )
  })

  it('of bytes is decoded, and its digits stay', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const { text, charset } = decodeScan(bytes)
        expect(typeof text).toBe('string')
        if (charset === 'utf-8' || charset === 'unknown')
          expect(text.match(/[0-9]/g)?.length ?? 0).toBe(bytes.filter(byte => byte >= 0x30 && byte <= 0x39).length)
      }),
    )
  })
})

describe('sixty-four kilobytes', () => {
  const long = 65_536
  const fill = (part: string) => part.repeat(Math.ceil(long / part.length)).slice(0, long)
  const hostile = [
    '9',
    '|',
    '<',
    ' ',
    '\n',
    'á',
    '\u0301',
    '\ufffd',
    'a\u0302',
    '峄',
    '999190000001|',
    '\\',
    'Ã¡',
    '0 ',
    'IDVNM',
    ...codes.slice(0, 3),
  ]

  /** The best of five, in milliseconds: the machine may be busy with something else meanwhile. */
  const timeOf = (work: () => unknown) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const started = performance.now()
        work()
        return performance.now() - started
      }),
    )

  it.each(hostile)('of %j take no time', part => {
    for (const text of [fill(part), fill(part).slice(0, 4096), `${nghiem.qr}${fill(part)}`.slice(0, 4096)]) {
      const bytes = new TextEncoder().encode(text)
      expect(timeOf(() => read(text))).toBeLessThan(50)
      expect(timeOf(() => read(decodeScan(bytes).text))).toBeLessThan(50)
    }
  })
})
