import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { type CvKey, signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { readCard } from '../reading/read-card.ts'
import { UsageError } from './arguments.ts'
import { inspectionSystemFrom } from './inspection-system.ts'

const folder = mkdtempSync(join(tmpdir(), 'chipdesk-inspection-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = (seed: number): CvKey => ({
  kind: 'ec',
  algorithm: 'ECDSA-SHA-256',
  curve: 'brainpoolP256r1',
  privateKey: Uint8Array.from({ length: 20 }, (_, i) => seed + i),
})
const [root, verifier, terminal] = ['UTCVCA00001', 'UTDV00001', 'UTIS00001'] as const
const common = { rights: 3, effective: '2024-01-01', expires: '2030-01-01' } as const
const trustPoint = signCvCertificate({
  ...common,
  authority: root,
  holder: root,
  role: 'CVCA',
  key: key(1),
  issuerKey: key(1),
})
writeFileSync(
  join(folder, '1.cvcert'),
  signCvCertificate({
    ...common,
    authority: root,
    holder: verifier,
    role: 'domestic DV',
    key: key(2),
    issuerKey: key(1),
  }),
)
writeFileSync(
  join(folder, '2.cvcert'),
  signCvCertificate({ ...common, authority: verifier, holder: terminal, role: 'IS', key: key(3), issuerKey: key(2) }),
)

/** A program of the operator's: the key is in it, and nowhere else. */
function program(name: string, body: string): string {
  const path = join(folder, name)
  writeFileSync(path, `#!${process.execPath}\n${body}`)
  chmodSync(path, 0o755)
  return path
}
const fixture = join(import.meta.dirname, '../../fixtures/country/cv-certificate.ts')
const signer = program(
  'signer.mjs',
  `import { readFileSync } from 'node:fs'
import { cvSign } from ${JSON.stringify(fixture)}
if (process.argv[2] !== '${terminal}') process.exit(1)
const privateKey = Uint8Array.from({ length: 20 }, (_, i) => 3 + i)
const key = { kind: 'ec', algorithm: 'ECDSA-SHA-256', curve: 'brainpoolP256r1', privateKey }
process.stdout.write(cvSign(key, new Uint8Array(readFileSync(0))))`,
)

async function outcome(program: string) {
  const { image, can } = issueCard(personas[0] as (typeof personas)[number], { photoBytes: 5000 })
  const reader = inProcessReader('pad')
  reader.place(createChip({ ...image, terminalAuthentication: { trustPoints: [trustPoint], date: '2024-06-01' } }))
  const inspectionSystem = await inspectionSystemFrom({ 'inspection-system': folder, signer: program })
  const read = await readCard(() => reader.source.connect('pad'), {
    secrets: { can },
    random: randomBytes,
    dataGroups: ['DG3'],
    ...(inspectionSystem && { inspectionSystem }),
    now: () => new Date('2026-11-21T03:00:00Z'),
  })
  expect(read.error).toBeUndefined()
  const { outcome, detail, sw } = read.terminalAuthentication ?? {}
  return { outcome, detail, sw, dg3: read.files.has('DG3') }
}

describe.skipIf(process.platform === 'win32')('an inspection system on the command line', () => {
  test('opens DG3 with the signature of a program that keeps its key to itself', async () => {
    expect(await outcome(signer)).toMatchObject({ outcome: 'completed', dg3: true })
  })

  test.each([
    ['fails', program('fails.mjs', 'process.exit(1)'), 'ended with 1'],
    ['signs nothing', program('nothing.mjs', ''), 'gave nothing'],
    ['drowns us', program('drowns.mjs', 'process.stdout.write(Buffer.alloc(100_000, 1))'), 'gave more than 512 bytes'],
    ['is not there', join(folder, 'absent'), 'could not be started'],
  ])('whose program %s opens nothing and sends nothing, and the read goes on', async (_, path, why) => {
    const detail = `no signature: signer ${why}`
    expect(await outcome(path)).toEqual({ outcome: 'refused', detail, sw: undefined, dg3: false })
  })

  test('is not made up from half of it', async () => {
    expect(await inspectionSystemFrom({})).toBeUndefined()
    await expect(inspectionSystemFrom({ signer })).rejects.toThrow(UsageError)
    await expect(inspectionSystemFrom({ 'inspection-system': folder })).rejects.toThrow(UsageError)
    await expect(inspectionSystemFrom({ 'inspection-system': tmpdir(), signer })).rejects.toThrow(UsageError)
  })
})
