import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { randomBytes } from '../crypto/random.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { decodeEvidence, encodeEvidence } from './evidence.ts'
import { readEvidenceFolder } from './evidence-folder.ts'
import { verifyRead } from './verify-read.ts'

const at = new Date('2026-11-21T03:00:00Z')
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const context = { anchors, policy: 'demo', at } as const

const [mai] = personas
if (!mai) throw new Error('nobody lives in the invented country')
const card = issueCard(mai, { photoBytes: 9000 })
const reader = inProcessReader('pad')
reader.place(createChip(card.image))
const read = await readCard(() => reader.source.connect('pad'), { secrets: { can: card.can }, random: randomBytes })
const { report } = verifyRead(read, context)
const evidence = encodeEvidence(read, report, { name: 'chipdesk', version: '0.1.0' })
const decoded = (text: string) => {
  const result = decodeEvidence(text)
  if (!result.ok) throw new Error(result.error.cause)
  return result.value.read
}

describe('evidence', () => {
  it('gives the read back whole, and every check comes out the same', () => {
    expect(decoded(evidence)).toEqual({ ...read, files: new Map(read.files) })
    const again = verifyRead(decoded(evidence), context).report
    expect({ ...again, timings: {} }).toEqual({ ...report, timings: {} })
    expect(again.verdict).toBe('authentic')
  })

  it('is one text for one read', () => {
    expect(encodeEvidence(decoded(evidence), report, { name: 'chipdesk', version: '0.1.0' })).toBe(evidence)
    expect(decodeEvidence(` ${evidence}`).ok).toBe(false)
    expect(decodeEvidence(JSON.stringify(JSON.parse(evidence), null, 1)).ok).toBe(false)
  })

  it('shows a change of any byte', () => {
    for (let i = 0; i < evidence.length; i += 211) {
      const other = evidence[i] === 'A' ? 'B' : 'A'
      const changed = decodeEvidence(evidence.slice(0, i) + other + evidence.slice(i + 1))
      expect(changed).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
    }
  })

  it('shows a change that only the bytes have, not the characters they stand for', () => {
    const app = { name: 'a \uFFFD "', version: '1' }
    const bytes = new TextEncoder().encode(encodeEvidence(read, report, app))
    const at = bytes.findIndex((byte, i) => byte === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd)
    const changed = bytes.slice()
    changed[at] = 0xf1 // an unfinished sequence of four bytes, which a lenient decoder takes for U+FFFD too
    expect(new TextDecoder().decode(changed)).toBe(new TextDecoder().decode(bytes))
    expect(decodeEvidence(bytes).ok).toBe(true)
    expect(decodeEvidence(changed).ok).toBe(false)
    expect(decodeEvidence(Uint8Array.of(0xef, 0xbb, 0xbf, ...bytes)).ok).toBe(false)
  })

  it('does not believe the report inside: the checks are made from the files', () => {
    const files = new Map(read.files)
    const dg13 = (files.get('DG13') ?? new Uint8Array()).slice()
    dg13[100] = (dg13[100] ?? 0) ^ 1
    const forged = encodeEvidence({ ...read, files: files.set('DG13', dg13) }, report)
    expect(verifyRead(decoded(forged), context).report.verdict).toBe('altered')
  })

  it('refuses what is no evidence, of another version, or has files that no card has', () => {
    const first = encodeEvidence(read, report)
    for (const text of [
      '',
      '{}',
      'null',
      '[]',
      first.replace('"version":2', '"version":3'),
      first.replace('"DG13":', '"DG17":'),
      first.replace('"report":{', `"report":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
    ])
      expect(decodeEvidence(text)).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
  })
})

describe('folder of elementary files', () => {
  it('is intact at best: no chip was there to prove itself', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'files-'))
    try {
      for (const [id, content] of read.files) await writeFile(join(folder, `EF_${id}.bin`), content)
      const loaded = await readEvidenceFolder(folder)
      if (!loaded.ok) throw new Error(loaded.error.cause)
      expect(verifyRead(loaded.value, context).report).toMatchObject({
        verdict: 'intact',
        access: { protocol: 'none' },
        reasons: expect.arrayContaining(['test-anchor', 'not-asked']),
      })
      await writeFile(join(folder, 'DG1.bin'), 'twice')
      expect(await readEvidenceFolder(folder)).toMatchObject({ ok: false, error: { cause: 'two files for DG1' } })
    } finally {
      await rm(folder, { recursive: true })
    }
    expect(await readEvidenceFolder(folder)).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
  })
})
