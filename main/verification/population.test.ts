import { expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { personOf, population } from '../../fixtures/country/population.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { randomBytes } from '../crypto/random.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from './verify-read.ts'

const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const at = new Date('2026-11-22T03:00:00Z')

/** The main job with the card of a person, opened by what is printed on it. */
async function reportOf(person: Persona, printed: 'qr' | 'mrz') {
  const { image, qrText, mrz } = issueCard(person)
  const declared = parseDeclaredInput(printed === 'qr' ? qrText : mrz.join('\n'), at.getUTCFullYear())
  if (!declared.ok) throw new Error(`${person.id}: ${declared.error.message}`)
  const { can } = declared.value
  const reader = inProcessReader('pad')
  reader.place(createChip(image))
  const read = await readCard(() => reader.source.connect('pad'), { secrets: can ? { can } : {}, random: randomBytes })
  return verifyRead(read, { anchors, policy: 'demo', at, declared: declared.value }).report
}

test.each(population())('$id is known by the card, whether the QR or the MRZ opened it', async person => {
  for (const printed of ['qr', 'mrz'] as const) {
    const { verdict, reasons, document } = await reportOf(person, printed)
    expect([verdict, reasons]).toEqual(['authentic', ['test-anchor']])
    const shown = new Map(document.map(({ id, value }) => [id, value]))
    expect(shown.get('birthDate')).toBe(person.birthDate)
    expect(shown.get('personalNumber')).toBe(person.personalNumber)
    if (person.generation === 'cccd-2021') expect(shown.get('fullName')).toBe(person.fullName.normalize('NFC'))
  }
})

test.each(['khmer', 'longest-name'])('a changed address of %s shows, whatever the form of its letters', id => {
  const person = personOf(id)
  if (!person) return expect.fail(`${id} has moved away`)
  const [changed, good] = [issueCard(person, { hostile: 'dg13-changed' }), issueCard(person)]
  expect(changed.image.files.get(0x10d)).not.toEqual(good.image.files.get(0x10d))
})
