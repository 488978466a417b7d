import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { tlv } from '../emrtd/tlv.ts'
import type { CardTransport } from './card-transport.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions } from './read-options.ts'
import type { TraceLine } from './trace.ts'

const persona = personas[0] as (typeof personas)[number]

/** A traced read: its lines, and every byte string of 8 and more that a trace must never hold. */
async function traced(options: Partial<ReadOptions>, issue: IssueOptions = {}) {
  const card = issueCard(persona, { photoBytes: 3000, ...issue })
  const reader = inProcessReader('pad')
  reader.place(createChip(card.image))
  const lines: TraceLine[] = []
  const wire: string[] = []
  const drawn: string[] = []
  const done = await readCard(
    async () => {
      const connected = await reader.source.connect('pad')
      if (!connected.ok) return connected
      const transmit: CardTransport['transmit'] = async (command, timeoutMs) => {
        const answered = await connected.value.transmit(command, timeoutMs)
        if (answered.ok) wire.push(bytesToHex(command), bytesToHex(answered.value))
        return answered
      }
      return { ok: true as const, value: { ...connected.value, transmit } }
    },
    {
      secrets: issue.profile === 'legacy-bac' ? { mrzInformation: card.image.mrzInformation } : { can: card.can },
      random: length => {
        const bytes = randomBytes(length)
        drawn.push(bytesToHex(bytes))
        return bytes
      },
      onTrace: line => lines.push(line),
      ...options,
    },
  )
  expect(done.error).toBeUndefined()
  const secrets = [
    ...drawn,
    bytesToHex(Buffer.from(card.image.mrzInformation)),
    bytesToHex(Buffer.from(card.can)),
    card.image.mrzInformation,
    bytesToHex(done.files.get('DG1') ?? new Uint8Array()),
    bytesToHex(done.activeAuthentication?.challenge ?? new Uint8Array(8)),
  ]
  return { card, done, lines, wire, secrets }
}

test('every command is there, as meant and as sent, by lengths, headers and status words alone', async () => {
  const { done, lines, wire } = await traced({})
  expect(lines.at(-1)?.index).toBe(done.apdu.count)
  expect(lines.flatMap(line => line.wire)).toHaveLength(done.apdu.count)
  expect(lines[0]).toMatchObject({
    phase: 'card-access',
    secured: false,
    command: { header: '00b09c00', bytes: 0, le: 4000 },
    response: { sw: '6282' },
  })
  expect(lines.find(({ phase }) => phase === 'dg1')).toMatchObject({ secured: true, command: { header: '00b08100' } })
  const text = JSON.stringify(lines)
  // What names a file or an application is shown; no other data, of either direction.
  expect(lines.filter(({ command }) => command.data).map(({ command }) => command.header.slice(2, 4))).toEqual(['a4'])
  expect(lines.some(({ response }) => response?.data)).toBe(false)
  for (const bytes of wire) if (bytes.length > 32) expect(text.includes(bytes.slice(10, 26))).toBe(false)
})

test.each(['cccd-2021', 'legacy-bac', 'cam'] as const)(
  'with data (%s) it still has no key, challenge, CAN or MRZ',
  async profile => {
    const { done, lines, secrets } = await traced({ tracePlain: true }, { profile })
    const text = JSON.stringify(lines)
    const dg2 = bytesToHex(done.files.get('DG2')?.subarray(0, 200) ?? new Uint8Array())
    expect(text.includes(dg2)).toBe(true)
    expect(secrets.filter(secret => text.includes(secret))).toEqual([])
    const hidden = lines.filter(({ phase }) => ['pace', 'bac', 'dg1', 'dg13', 'chip-authentication'].includes(phase))
    expect(hidden.length).toBeGreaterThan(0)
    for (const line of hidden) expect(line.response?.data).toBeUndefined()
    for (const line of hidden) expect(line.wire.some(({ command, response }) => command ?? response)).toBe(false)
  },
)

test('with data it has none of the data groups that say who the holder is', async () => {
  const secret = utf8ToBytes('TRACED<<PERSON')
  const dataGroups = new Map([
    [11, tlv(0x6b, tlv(0x5c, Uint8Array.of(0x5f, 0x0e)), tlv(0x5f0e, secret))],
    [12, tlv(0x6c, tlv(0x5c, Uint8Array.of(0x5f, 0x19)), tlv(0x5f19, secret))],
    [16, tlv(0x70, tlv(2, Uint8Array.of(1)), tlv(0xa1, tlv(0x5f51, secret)))],
  ])
  const { done, lines } = await traced({ tracePlain: true, dataGroups: ['DG11', 'DG12', 'DG16'] }, { dataGroups })
  for (const id of ['DG11', 'DG12', 'DG16'] as const) expect(done.files.has(id)).toBe(true)
  expect(JSON.stringify(lines).includes(bytesToHex(secret))).toBe(false)
  const shown = new Set(lines.filter(({ response }) => response?.data).map(({ phase }) => phase))
  expect([...shown].sort()).toEqual(['card-access', 'com', 'dg14', 'dg15', 'dg2', 'sod'])
})

test('nothing is traced unless somebody asks', async () => {
  const { lines } = await traced({ onTrace: () => {} })
  expect(lines).toEqual([])
})
