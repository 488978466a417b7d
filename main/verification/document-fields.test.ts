import { describe, expect, it } from 'vitest'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { withAnswer } from '../cccd/key-need.ts'
import { documentFields } from './document-fields.ts'

const mai = personas[0] as (typeof personas)[number]
const nameOf = (fullName: string) => {
  const files = issueCard({ ...mai, fullName }).image.files
  const dg13 = files.get(0x010d)
  const fields = documentFields(new Map(dg13 ? [['DG13', dg13]] : []), 'authentic')
  return fields.find(({ id }) => id === 'fullName')?.value
}

describe('what was declared', () => {
  it('says of a date that was answered that it was typed, and of the rest that the code said it', () => {
    const code = parseDeclaredInput(issueCard(mai).qrText)
    if (!code.ok) return expect.fail(code.error.message)
    const fields = documentFields(new Map(), 'unverified', withAnswer(code.value, 'expiry', '15/01/2030'))
    const sources = Object.fromEntries(fields.map(({ id, source }) => [id, source]))
    expect(sources).toMatchObject({ fullName: 'qr', birthDate: 'qr', expiryDate: 'typed' })
    expect(fields.find(({ id }) => id === 'expiryDate')?.value).toBe('2030-01-15')
  })
})

describe('a text of the chip', () => {
  it.each([
    ['a terminal command', 'Nguyễn\u001b[2J Mai', 'Nguyễn\ufffd[2J Mai'],
    ['a zero', 'Nguyễn\u0000Mai', 'Nguyễn\ufffdMai'],
    ['reversed writing', 'Nguyễn \u202eiaM', 'Nguyễn \ufffdiaM'],
    ['an invisible space', 'Nguyễn\u200bMai', 'Nguyễn\ufffdMai'],
    ['a line break', 'Nguyễn\nMai', 'Nguyễn\ufffdMai'],
  ])('with %s shows that there is something', (_, name, shown) => expect(nameOf(name)).toBe(shown))

  it('keeps every letter, in composed form', () => {
    expect(nameOf('Nguyễn Thị Ặẫỡ Mai'.normalize('NFD'))).toBe('Nguyễn Thị Ặẫỡ Mai'.normalize('NFC'))
  })
})
