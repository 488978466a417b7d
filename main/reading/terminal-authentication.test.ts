import { expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type IssueOptions, issueCard } from '../../fixtures/country/card.ts'
import {
  type CvCertificateRequest,
  type CvKey,
  cvSign,
  signCvCertificate,
} from '../../fixtures/country/cv-certificate.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import type { InspectionSystem } from '../emrtd/terminal-authentication.ts'
import type { Phase } from '../protocol/phases.ts'
import { readCard } from './read-card.ts'
import type { ReadOptions, ReadProgress } from './read-options.ts'

const persona = personas[0] as (typeof personas)[number]
const key = (seed: number): CvKey => ({
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'brainpoolP256r1',
  privateKey: Uint8Array.from({ length: 20 }, (_, i) => seed + i),
})
const keys = { cvca: key(1), dv: key(2), is: key(3) }
const [cvca, dv, is] = ['UTCVCA00001', 'UTDV00001', 'UTIS00001']
const certificate = (request: Pick<CvCertificateRequest, 'authority' | 'holder' | 'role' | 'key' | 'issuerKey'>) =>
  signCvCertificate({ rights: 3, effective: '2024-01-01', expires: '2030-01-01', ...request })
const trustPoint = certificate({ authority: cvca, holder: cvca, role: 'CVCA', key: keys.cvca, issuerKey: keys.cvca })
const ours = [
  certificate({ authority: cvca, holder: dv, role: 'domestic DV', key: keys.dv, issuerKey: keys.cvca }),
  certificate({ authority: dv, holder: is, role: 'IS', key: keys.is, issuerKey: keys.dv }),
]
const system: InspectionSystem = { certificates: ours, sign: async data => cvSign(keys.is, data) }

function laid(options: IssueOptions = {}) {
  const card = issueCard(persona, { photoBytes: 5000, ...options })
  const sent: number[] = []
  const chip = createChip(
    { ...card.image, terminalAuthentication: { trustPoints: [trustPoint], date: '2024-06-01' } },
    undefined,
    {
      answer({ ins, p1, p2 }, honest) {
        sent.push((ins << 16) | (p1 << 8) | p2)
        return honest()
      },
    },
  )
  const reader = inProcessReader('pad')
  reader.place(chip)
  const secrets = options.profile === 'legacy-bac' ? { mrzInformation: card.image.mrzInformation } : { can: card.can }
  const read = (more: Partial<ReadOptions>) =>
    readCard(() => reader.source.connect('pad'), {
      secrets,
      random: randomBytes,
      now: () => new Date('2026-11-21T03:00:00Z'),
      ...more,
    })
  /** Lifts the card when the read comes to that phase for the first time, and lays it on again. */
  const lifted = (at: Phase, more: Partial<ReadOptions>) => {
    let lost = false
    const onProgress = ({ phase }: ReadProgress) => {
      if (phase !== at || lost) return
      lost = true
      reader.remove()
      setTimeout(() => reader.place(chip), 10)
    }
    return read({ resume: { attempts: 1, waitMs: 1000 }, onProgress, ...more })
  }
  return { card, read, lifted, sent }
}

/** MSE:Set DST, PSO:Verify Certificate, and EF.CVCA by its short id: what nobody asks for without an inspection system. */
const ofTerminalAuthentication = [0x2281b6, 0x2a00be, 0xb09c00, 0x820000]

test.each([
  ['PACE', 'cccd-2021', 4000],
  ['PACE, in short APDUs', 'cccd-2021', 223],
  ['BAC', 'legacy-bac', 4000],
  ['PACE with chip authentication mapping, by a chip authentication of its own', 'cam', 4000],
] as const)('after %s, an inspection system has DG3 read', async (_, profile, readSize) => {
  const { card, read } = laid({ profile })
  const done = await read({ inspectionSystem: system, dataGroups: ['DG3'], readSize })
  expect(done.error).toBeUndefined()
  expect(done.terminalAuthentication).toEqual({ outcome: 'completed', holder: is })
  expect(done.files.get('DG3')).toEqual(card.image.files.get(0x0103))
  expect(done.notRead.map(({ file }) => file)).not.toContain('DG3')
  expect(done.chipAuthentication?.transcript).toBeDefined()
})

test.each([
  ['nothing is configured', {}],
  ['DG3 is asked for without an inspection system', { dataGroups: ['DG3', 'DG4'] }],
  ['an inspection system is there and nothing behind it asked for', { inspectionSystem: system }],
] as [string, Partial<ReadOptions>][])('nothing of it is ever sent where %s', async (_, options) => {
  const { read, sent } = laid()
  const done = await read(options)
  expect(done.error).toBeUndefined()
  expect(done.terminalAuthentication).toBeUndefined()
  expect(sent.filter(command => ofTerminalAuthentication.includes(command))).toEqual([0xb09c00])
  expect(sent.filter(command => command >> 8 === 0xb083 || command >> 8 === 0xb084)).toEqual([])
  expect(done.notRead).toEqual([{ file: 'DG3', reason: 'protected' }])
})

test.each([
  ['a chip that does not know our authority', { ...system, certificates: [] }, 'unsupported'],
  [
    'a signer that signs with another key',
    { ...system, sign: async (data: Uint8Array) => cvSign(keys.dv, data) },
    'refused',
  ],
  ['a signer that fails', { ...system, sign: async () => Promise.reject(new Error('no key')) }, 'refused'],
  ['a signer that never answers', { ...system, sign: () => new Promise<never>(() => {}) }, 'refused'],
] as const)('%s keeps nobody from the rest of the card', async (_, inspectionSystem, outcome) => {
  const { read } = laid()
  const done = await read({ inspectionSystem, dataGroups: ['DG3'], limits: { apduMs: 300 } })
  expect(done.error).toBeUndefined()
  expect(done.terminalAuthentication).toMatchObject({ outcome })
  expect(done.files.has('DG2')).toBe(true)
  expect(done.files.has('DG3')).toBe(false)
  expect(done.notRead).toEqual([{ file: 'DG3', reason: 'protected' }])
})

test('a card lifted after DG3 was read keeps DG3, and the word on how it was opened', async () => {
  const { lifted, sent } = laid()
  const done = await lifted('dg2', { inspectionSystem: system, dataGroups: ['DG3'] })
  expect(done.error).toBeUndefined()
  expect(done.files.has('DG3')).toBe(true)
  expect(done.terminalAuthentication).toEqual({ outcome: 'completed', holder: is })
  expect(sent.filter(command => command === 0x820000)).toHaveLength(1)
})

test('a card lifted before DG3 must be opened anew, and is not asked for DG3 where that fails', async () => {
  const again = laid()
  const done = await again.lifted('dg3', { inspectionSystem: system, dataGroups: ['DG3'] })
  expect(done.files.has('DG3')).toBe(true)
  expect(again.sent.filter(command => command === 0x820000)).toHaveLength(2)
  const { lifted, sent } = laid()
  let signed = 0
  const once: InspectionSystem = {
    ...system,
    sign: async data => (signed++ === 0 ? cvSign(keys.is, data) : Promise.reject(new Error('no key'))),
  }
  const shut = await lifted('dg3', { inspectionSystem: once, dataGroups: ['DG3'] })
  expect(shut.error).toBeUndefined()
  expect(shut.terminalAuthentication).toMatchObject({ outcome: 'refused' })
  expect(shut.notRead).toEqual([{ file: 'DG3', reason: 'protected' }])
  expect(sent.filter(command => command >> 8 === 0xb083)).toEqual([])
})
