import { describe, expect, it } from 'vitest'
import { issueCard } from '../../fixtures/country/card.ts'
import { fileIdentifier } from '../../fixtures/country/logical-data-structure.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { personOf, population } from '../../fixtures/country/population.ts'
import { vneidTextOf } from '../../fixtures/country/qr.ts'
import { type DeclaredInput, parseDeclaredInput } from '../cccd/declared-input.ts'
import type { Difference } from '../protocol/report.ts'
import { declaredDifferences } from './declared-differences.ts'
import { holderInDg1, holderInDg13 } from './holder-data.ts'

const at = new Date('2026-11-22T03:00:00Z')
const mai = personOf('mai')
if (!mai) throw new Error('mai has moved away')

function issued(person: Persona) {
  const { image, qrText, mrz } = issueCard(person)
  const groups = ([1, 13] as const).flatMap(number => {
    const bytes = image.files.get(fileIdentifier.dg(number))
    return bytes ? [[`DG${number}`, bytes] as const] : []
  })
  const files = new Map(groups)
  return {
    id: person.id,
    holder: person,
    dg1: holderInDg1(files, at),
    dg13: holderInDg13(files),
    qr: declared(qrText),
    mrz: declared(mrz.join('\n')),
    number: declared(person.personalNumber),
  }
}
function declared(text: string): DeclaredInput {
  const input = parseDeclaredInput(text, at.getUTCFullYear(), { keep: ['cancelledNumber'] })
  if (!input.ok) throw new Error(input.error.message)
  return input.value
}

const everybody = population().map(issued)
const card = issued(mai)
const told = (said: DeclaredInput, { dg1, dg13 } = card) => {
  const { differences } = declaredDifferences(said, dg1, dg13)
  return differences.map(({ field, kind, weight, note }) => [field, kind, weight, ...(note ? [note] : [])].join(' '))
}
/** The code of mai with these members instead. */
const code = (changes: Partial<DeclaredInput>): DeclaredInput => ({ ...card.qr, ...changes })
const zone = (changes: Partial<DeclaredInput>): DeclaredInput => ({ ...card.mrz, ...changes })

describe('everybody of the invented country', () => {
  it.each(everybody)('$id: code, lines and number agree with the chip', person => {
    for (const said of [person.qr, person.mrz, person.number])
      expect([said.origin, told(said, person)]).toEqual([said.origin, []])
    expect(declaredDifferences(person.number, person.dg1, person.dg13).compared).toContain('personalNumber')
    expect(declaredDifferences(person.mrz, person.dg1, person.dg13).compared).toEqual(
      expect.arrayContaining(['personalNumber', 'fullName', 'birthDate', 'sex', 'expiryDate', 'documentNumber']),
    )
  })

  it('agrees with the code of the VNeID app, with its date of issue or without', () => {
    for (const person of everybody)
      for (const text of [vneidTextOf(person.holder), vneidTextOf(person.holder, false)])
        expect([person.id, told(declared(text), person)]).toEqual([person.id, []])
  })

  it.each(everybody)('$id: nobody else has this number', person => {
    for (const other of everybody) {
      if (other === person) continue
      for (const said of [person.qr, person.mrz, person.number])
        expect([other.id, told(said, other)[0]]).toEqual([other.id, 'personalNumber different contradiction'])
    }
  })
})

describe('one field changed in the code', () => {
  it.each<[Partial<DeclaredInput>, string]>([
    [{ personalNumber: '999190024681', documentNumber: '190024681' }, 'personalNumber different contradiction'],
    [{ fullName: 'Nguyễn Thị Thanh Hoa' }, 'fullName different contradiction'],
    [{ fullName: 'Nguyễn Thị Thanh' }, 'fullName different contradiction'],
    [{ fullName: 'Nguyễn Thị Thành Mai' }, 'fullName spelling minor'],
    [{ fullName: 'NGUYEN THI THANH MAI' }, 'fullName spelling minor'],
    [{ birthDate: '1990-01-16' }, 'birthDate different contradiction'],
    [{ birthDate: '1990' }, 'birthDate precision minor'],
    [{ birthDate: '1991' }, 'birthDate different contradiction'],
    [{ sex: 'M' }, 'sex different contradiction'],
    [{ placeOfResidence: 'Thôn Đồng Xanh, Xã Mẫu, Tỉnh Ví Dụ' }, 'placeOfResidence different notable'],
    [
      { placeOfResidence: 'So 12, Ngo 5, Phuong Sao Mai, Thanh pho Mau, Tinh Vi Du' },
      'placeOfResidence spelling minor',
    ],
    [{ placeOfResidence: 'Số 12, Ngõ 5, P. Sao Mai, TP. Mẫu, Ví Dụ' }, 'placeOfResidence wording minor'],
    [{ placeOfResidence: 'Số 12, Ngõ 5, Phường Sao Mai, Tỉnh Ví Dụ' }, 'placeOfResidence wording minor'],
    [
      { placeOfResidence: 'Số 12, Ngõ 5, Phường Gió Lành, Tỉnh Ví Dụ' },
      'placeOfResidence different notable units-of-2025',
    ],
    [{ issueDate: '2016-05-10' }, 'issueDate different notable older-code'],
    [{ issueDate: '2025-05-10' }, 'issueDate different notable newer-code'],
    [{ issueDate: '2021' }, 'issueDate precision minor'],
    [{ expiryDate: '2031-01-15' }, 'expiryDate different notable'],
    [{ oldIdNumber: '999777555' }, 'oldIdNumber different notable'],
  ])('%j: %s', (changes, difference) => {
    expect(told(code(changes))).toEqual([difference])
  })

  it.each<[string, Partial<DeclaredInput>]>([
    ['in another case, with more spaces', { fullName: ' NGUYỄN  THỊ thanh Mai' }],
    ['decomposed', { fullName: 'Nguyễn Thị Thanh Mai'.normalize('NFD') }],
    ['with an address in another case', { placeOfResidence: mai.placeOfResidence.toUpperCase() }],
    ['with a former number of twelve digits', { oldIdNumber: '999190000009' }],
    ['with the right expiry beside it', { expiryDate: mai.expiryDate }],
  ])('%s: none', (_, changes) => {
    expect(told(code(changes))).toEqual([])
  })
})

describe('one field changed in the lines', () => {
  it.each<[Partial<DeclaredInput>, string[]]>([
    [{ personalNumber: '999190024681', documentNumber: '190024681' }, ['personalNumber different contradiction']],
    [{ documentNumber: '190024681' }, ['documentNumber different contradiction']],
    [{ fullName: 'NGUYEN THI THANH HOA' }, ['fullName different contradiction']],
    [{ birthDate: '1990-01-16' }, ['birthDate different contradiction']],
    [{ sex: 'M' }, ['sex different contradiction']],
    [{ sex: 'X' }, ['sex precision minor']],
    [{ expiryDate: '2031-01-15' }, ['expiryDate different contradiction']],
  ])('%j: %j', (changes, differences) => {
    expect(told(zone(changes))).toEqual(differences)
  })
})

describe('a code of 2024', () => {
  const cancelled = everybody.find(({ qr }) => qr.cancelledNumber)

  it('that names the number of the chip as cancelled is red, and says so', () => {
    expect(
      told(code({ personalNumber: '999190077777', documentNumber: '190077777', cancelledNumber: mai.personalNumber })),
    ).toEqual(['personalNumber different contradiction cancelled-number'])
    expect(
      told(code({ personalNumber: '999190077777', documentNumber: '190077777', oldIdNumber: mai.personalNumber })),
    ).toEqual(['personalNumber different contradiction cancelled-number'])
  })

  it('with a cancelled number of its own is no difference', () => {
    expect(cancelled && told(cancelled.qr, cancelled)).toEqual([])
  })
})

describe('what a difference weighs', () => {
  it('is less where an insurance card differs from the chip, but for the number', () => {
    const insured = code({ insurance: {}, fullName: 'Nguyễn Thị Hoa', birthDate: '1990-01-16', sex: 'M' })
    expect(told(insured)).toEqual([
      'fullName different notable',
      'birthDate different notable',
      'sex different notable',
    ])
    expect(told({ ...insured, personalNumber: '999190077777' })[0]).toBe('personalNumber different contradiction')
  })

  it('does not hide behind the group that agrees', () => {
    const other = everybody.find(({ id }) => id === 'khoi')
    expect(told(card.qr, { ...card, dg13: other?.dg13 })).toEqual([
      'personalNumber different contradiction',
      'fullName different contradiction',
      'birthDate different contradiction',
      'sex different contradiction',
      'placeOfResidence different notable',
      'issueDate different notable newer-code',
      'oldIdNumber different notable',
    ])
    expect(told(card.qr, { ...card, dg1: other?.dg1 })).toEqual([
      'personalNumber different contradiction',
      'fullName different contradiction',
      'birthDate different contradiction',
      'sex different contradiction',
    ])
  })
})

describe('a chip that says less', () => {
  it('without DG13 is compared by DG1, which cannot tell how a name is spelled', () => {
    const bare = { ...card, dg13: undefined }
    expect(told(code({ fullName: 'Nguyen Thi Thanh Mai' }), bare)).toEqual([])
    expect(told(code({ fullName: 'Nguyễn Thị Thanh Hoa' }), bare)).toEqual(['fullName different contradiction'])
    expect(declaredDifferences(card.qr, bare.dg1, undefined).compared).toEqual([
      'personalNumber',
      'fullName',
      'birthDate',
      'sex',
      'documentNumber',
    ])
  })

  it('without DG1 is compared by DG13, with lines too', () => {
    const bare = { ...card, dg1: undefined }
    expect([told(card.qr, bare), told(card.mrz, bare)]).toEqual([[], []])
    expect(told(zone({ fullName: 'NGUYEN THI THANH HOA' }), bare)).toEqual(['fullName different contradiction'])
    const unlimited = everybody.filter(({ dg13 }) => dg13?.expiryDate === 'unlimited')
    expect(unlimited.length).toBeGreaterThan(0)
    for (const person of unlimited) expect(told(person.mrz, { ...person, dg1: undefined })).toEqual([])
    for (const person of everybody.filter(({ dg13 }) => dg13?.fullName))
      expect([person.id, told(person.mrz, { ...person, dg1: undefined })]).toEqual([person.id, []])
  })

  it('with a year alone takes a day of that year, and says so', () => {
    const { dg13 } = card
    const old = { ...card, dg1: undefined, dg13: dg13 && { ...dg13, birthDate: '1990' } }
    expect(told(card.qr, old)).toEqual(['birthDate precision minor'])
    expect(told(card.qr, { ...old, dg1: card.dg1 })).toEqual([])
  })

  it('without either has nothing to compare, nor has a CAN', () => {
    expect(declaredDifferences(card.qr, undefined, undefined)).toEqual({ compared: [], differences: [] })
    expect(declaredDifferences(declared('024680'), card.dg1, card.dg13)).toEqual({ compared: [], differences: [] })
  })
})

describe('the values', () => {
  it('come from where they were, composed, without invisible letters', () => {
    const hidden = code({ fullName: 'Nguyễn Thị \u202eHoa'.normalize('NFD') })
    const [difference] = declaredDifferences(hidden, card.dg1, card.dg13).differences
    expect(difference).toEqual({
      field: 'fullName',
      kind: 'different',
      weight: 'contradiction',
      declared: { value: 'Nguyễn Thị \ufffdHoa', source: 'qr' },
      chip: { value: 'Nguyễn Thị Thanh Mai', source: 'dg13' },
    } satisfies Difference)
    const sources = (said: DeclaredInput) =>
      declaredDifferences(said, card.dg1, card.dg13).differences.map(({ declared, chip }) => [
        declared.source,
        chip.source,
      ])
    expect(sources(zone({ fullName: 'NGUYEN THI HOA' }))).toEqual([['mrz', 'dg1']])
    expect(sources(declared('999190077777'))).toEqual([['typed', 'dg13']])
  })

  it('in another script are not the same because nothing of them folds', () => {
    expect(
      told(code({ fullName: 'ស្រី' }), {
        ...card,
        dg1: undefined,
        dg13: card.dg13 && { ...card.dg13, fullName: 'ខេត្ត' },
      }),
    ).toEqual(['fullName different contradiction'])
  })
})
