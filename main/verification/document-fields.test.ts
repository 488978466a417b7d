import { describe, expect, it } from 'vitest'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { documentFields } from './document-fields.ts'

const mai = personas[0] as (typeof personas)[number]
const nameOf = (fullName: string) => {
  const files = issueCard({ ...mai, fullName }).image.files
  const dg13 = files.get(0x010d)
  const fields = documentFields(new Map(dg13 ? [['DG13', dg13]] : []), 'authentic')
  return fields.find(({ id }) => id === 'fullName')?.value
}

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
