import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { personaOf } from '../../fixtures/country/persona.ts'
import { type DeclaredInput, parseDeclaredInput } from '../cccd/declared-input.ts'
import { randomBytes } from '../crypto/random.ts'
import type { FileId } from '../reading/card-read.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { canonicalJson, type Json } from './canonical-json.ts'
import { decodeEvidence, type Evidence, type EvidenceOptions, encodeEvidence } from './evidence.ts'
import type { KeptRead } from './kept-read.ts'
import { compareReports, isUnchanged } from './report-comparison.ts'
import { verifyRead } from './verify-read.ts'

const context = {
  anchors: anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }]),
  policy: 'demo',
  at: new Date('2026-11-21T03:00:00Z'),
} as const
const mai = personaOf('mai')
if (!mai) throw new Error('nobody lives in the invented country')
const card = issueCard(mai, { photoBytes: 1500 })
const reader = inProcessReader('pad')
reader.place(createChip(card.image))
const read = await readCard(() => reader.source.connect('pad'), { secrets: { can: card.can }, random: randomBytes })
const { report } = verifyRead(read, context)

function reopened(of: KeptRead, options: EvidenceOptions = {}): Evidence {
  const result = decodeEvidence(encodeEvidence(of, verifyRead(of, context).report, undefined, options))
  if (!result.ok) throw new Error(result.error.cause)
  return result.value
}
const judged = (of: KeptRead) => verifyRead(of, context).report
const row = (of: KeptRead, group: string) =>
  judged(of).checks.find(({ id, detail }) => id === 'sod.hashes' && detail?.startsWith(group))
const without = (id: FileId, ...bytes: Uint8Array[]) => {
  const files = new Map(read.files)
  files.delete(id)
  for (const content of bytes) files.set(id, content)
  return { ...read, files }
}
/** A text with some of it changed by somebody who can compute a digest. */
function forged(text: string, change: (text: string) => string): string {
  const { digest: _, ...content } = JSON.parse(change(text)) as Record<string, Json>
  return canonicalJson({ ...content, digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(content)))) })
}

describe('withheld groups', () => {
  const kept = reopened(read, { withhold: ['DG2', 'DG13'] })

  it('are there by their hash alone, and everything else verifies as before', () => {
    expect([...kept.read.files.keys()]).not.toContain('DG13')
    expect(kept.read.files.has('DG2')).toBe(false)
    expect(kept.read.withheld?.get('DG2')).toEqual({
      algorithm: 'SHA-256',
      hash: sha256(read.files.get('DG2') ?? new Uint8Array()),
    })
    const again = judged(kept.read)
    expect(again.verdict).toBe('authentic')
    expect(row(kept.read, 'DG13')).toEqual({
      id: 'sod.hashes',
      result: 'successful',
      reason: 'withheld',
      detail: 'DG13 withheld',
    })
    expect(again.dataGroups.notRead).toContainEqual({ dg: 'DG13', reason: 'withheld' })
    expect(isUnchanged(compareReports(report, again))).toBe(true)
  })

  it('take their fields and the picture with them, from the report that was kept too', () => {
    const again = verifyRead(kept.read, context)
    expect(again.face).toBeUndefined()
    expect(again.report.document.map(({ source }) => source)).not.toContain('dg13')
    expect(kept.report.document.map(({ source }) => source)).not.toContain('dg13')
    const text = encodeEvidence(read, report, undefined, { withhold: ['DG2', 'DG13'] })
    expect(text).not.toContain(mai.placeOfResidence)
    expect(text).not.toContain(
      Buffer.from(read.files.get('DG2') ?? '')
        .toString('base64')
        .slice(40, 90),
    )
  })

  it('whose hash is not the signed one are altered', () => {
    const other = (read.files.get('DG13') ?? new Uint8Array()).slice()
    other[90] = (other[90] ?? 0) ^ 1
    const altered = reopened(without('DG13', other), { withhold: ['DG13'] }).read
    expect(row(altered, 'DG13')).toMatchObject({ result: 'failed', reason: 'hash-wrong' })
    expect(judged(altered).verdict).toBe('altered')
  })

  it('prove nothing by a hash of another algorithm, nor outside what was signed', () => {
    const hash = new Uint8Array(48)
    const long = { ...kept.read, withheld: new Map([['DG2', { algorithm: 'SHA-384', hash }] as const]) }
    expect(row(long, 'DG2')).toMatchObject({ result: 'undetermined', reason: 'withheld' })
    expect(judged(long).verdict).toBe('intact')
    const unsigned = { ...read, withheld: new Map([['DG12', { algorithm: 'SHA-256', hash: hash.slice(16) }] as const]) }
    expect(row(unsigned, 'DG12')).toMatchObject({ result: 'undetermined', reason: 'hash-missing' })
  })

  it('are not mentioned where they were not read', () => {
    const noPhoto = reopened(without('DG2'), { withhold: ['DG2'] }).read
    expect(noPhoto.withheld).toBeUndefined()
    expect(row(noPhoto, 'DG2')).toMatchObject({ result: 'undetermined', reason: 'not-read' })
  })

  it('may be DG1: the rest is judged, and what rests on it is open', () => {
    const again = judged(reopened(read, { withhold: ['DG1'] }).read)
    expect(again.verdict).toBe('intact')
    expect(again.checks.find(({ id }) => id === 'issuer.state')).toMatchObject({ result: 'undetermined' })
  })

  it('are not the keys of the chip, and no group is both there and withheld', () => {
    const text = encodeEvidence(read, report, undefined, { withhold: ['DG2'] })
    for (const change of [
      (text: string) => text.replace('"withheld":{"DG2"', '"withheld":{"DG14"'),
      (text: string) => text.replace('"withheld":{"DG2"', '"withheld":{"DG1"'),
      (text: string) => text.replace('"withheld":{"DG2"', '"withheld":{"SOD"'),
      (text: string) => text.replace('"algorithm":"SHA-256"', '"algorithm":"MD5"'),
    ]) {
      expect(change(text)).not.toBe(text)
      expect(decodeEvidence(forged(text, change))).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
    }
    expect(decodeEvidence(forged(text, text => text)).ok).toBe(true)
  })
})

describe('what was declared', () => {
  const declared: DeclaredInput = {
    origin: 'qr',
    personalNumber: mai.personalNumber,
    can: '024680',
    fullName: 'Người Khác Hẳn',
    placeOfResidence: 'Số 7, Phố Không Có',
  }
  const then = verifyRead(read, { ...context, declared }).report

  it('is compared again from the evidence, which keeps no more of it', () => {
    const text = encodeEvidence(read, then, undefined, { declared })
    const decoded = decodeEvidence(text)
    if (!decoded.ok) throw new Error(decoded.error.cause)
    const kept = decoded.value.declared
    expect(kept).toEqual({
      origin: 'qr',
      personalNumber: mai.personalNumber,
      fullName: 'Người Khác Hẳn',
      placeOfResidence: 'Số 7, Phố Không Có',
    })
    const again = verifyRead(decoded.value.read, { ...context, ...(kept && { declared: kept }) }).report
    expect(again.checks.find(({ id }) => id === 'document.mrz')).toMatchObject({ reason: 'declared-data-differs' })
    expect(isUnchanged(compareReports(then, again))).toBe(true)
  })
})

describe('the lines printed on the card', () => {
  const lines = parseDeclaredInput(issueCard(mai).mrz.join('\n'), 2026)
  if (!lines.ok) throw new Error(lines.error.message)
  const older: DeclaredInput = { ...lines.value, expiryDate: '2025-01-15' }

  it('are kept as what was compared, without the key to the chip', () => {
    const then = verifyRead(read, { ...context, declared: older }).report
    expect(then.differences?.map(({ field, weight }) => [field, weight])).toEqual([['expiryDate', 'contradiction']])
    const decoded = decodeEvidence(encodeEvidence(read, then, undefined, { declared: older }))
    if (!decoded.ok) throw new Error(decoded.error.cause)
    const { declared } = decoded.value
    expect(Object.keys(declared ?? {}).toSorted()).toEqual(
      ['birthDate', 'documentNumber', 'expiryDate', 'fullName', 'origin', 'personalNumber', 'sex'].toSorted(),
    )
    const again = verifyRead(decoded.value.read, { ...context, ...(declared && { declared }) }).report
    expect(again.differences).toEqual(then.differences)
    expect(isUnchanged(compareReports(then, again))).toBe(true)
  })

  it('are compared by the parts of the key where evidence has those alone', () => {
    const { mrzInformation } = lines.value
    if (!mrzInformation) throw new Error('lines give a key')
    const said = (expiryDate: string): DeclaredInput => ({
      origin: 'mrz',
      mrzInformation: { ...mrzInformation, expiryDate },
    })
    const fields = (declared: DeclaredInput) =>
      verifyRead(read, { ...context, declared }).report.differences?.map(({ field }) => field)
    expect([fields(said(mrzInformation.expiryDate)), fields(said('250115'))]).toEqual([[], ['expiryDate']])
    const text = encodeEvidence(read, report, undefined, { declared: said('250115') })
    expect(text).toContain('"expiryDate":"250115"')
  })
})

describe('what was declared of a withheld group', () => {
  const qr: DeclaredInput = {
    origin: 'qr',
    personalNumber: mai.personalNumber,
    fullName: mai.fullName,
    placeOfResidence: 'Số 7, Phố Không Có',
    issueDate: '2016-01-01',
    oldIdNumber: '999777555',
  }
  const then = verifyRead(read, { ...context, declared: qr }).report
  const told = (value: string) => then.differences?.some(({ declared }) => declared.value === value)

  it('goes with it, and that it differed is not called a change', () => {
    expect([told('Số 7, Phố Không Có'), told('2016-01-01'), told('999777555')]).toEqual([true, true, true])
    const text = encodeEvidence(read, then, undefined, { declared: qr, withhold: ['DG13'] })
    for (const gone of ['Phố Không Có', '2016-01-01', '999777555']) expect(text).not.toContain(gone)
    const decoded = decodeEvidence(text)
    if (!decoded.ok) throw new Error(decoded.error.cause)
    const { declared } = decoded.value
    expect(declared).toEqual({ origin: 'qr', personalNumber: mai.personalNumber, fullName: mai.fullName })
    const again = verifyRead(decoded.value.read, { ...context, ...(declared && { declared }) }).report
    const comparison = compareReports(then, again)
    expect(comparison.checks.find(({ id }) => id === 'document.mrz')?.outcome).toBe('not-repeated')
    expect(isUnchanged(comparison)).toBe(true)
  })

  it('is nothing where neither DG1 nor DG13 is kept', () => {
    const text = encodeEvidence(read, then, undefined, { declared: qr, withhold: ['DG1', 'DG13'] })
    const decoded = decodeEvidence(text)
    expect(decoded.ok && decoded.value.declared).toEqual({ origin: 'qr' })
    expect(text).not.toContain(mai.personalNumber)
  })
})

describe('whoever can compute a digest', () => {
  const signed = ['DG1', 'DG2', 'DG13', 'DG14', 'DG15'] as const

  it.each(signed)(
    'changes no byte of %s and keeps the green',
    id => {
      const content = read.files.get(id) ?? new Uint8Array()
      for (let i = 0; i < content.length; i += id === 'DG2' ? 211 : 37) {
        const changed = content.slice()
        changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8))
        expect([i, judged(without(id, changed)).light]).toEqual([i, 'red'])
      }
    },
    60_000,
  )

  it('changes no byte of what the chip answered and keeps the green', () => {
    const { activeAuthentication: active, chipAuthentication: chip } = read
    const transcript = chip?.transcript
    if (!active?.response || !transcript) throw new Error('the chip has both')
    const flipped = (bytes: Uint8Array, i: number) => bytes.map((byte, at) => (at === i ? byte ^ 1 : byte))
    for (let i = 0; i < 8; i++)
      expect(
        judged({ ...read, activeAuthentication: { ...active, challenge: flipped(active.challenge, i) } }).light,
      ).toBe('red')
    for (let i = 0; i < active.response.length; i += 13)
      expect(
        judged({ ...read, activeAuthentication: { ...active, response: flipped(active.response, i) } }).light,
      ).toBe('red')
    for (const part of ['command', 'response', 'terminalPrivateKey'] as const) {
      const bytes = transcript[part]
      for (let i = 0; i < bytes.length; i += 9) {
        const changed = { ...transcript, [part]: flipped(bytes, i) }
        expect([
          part,
          i,
          judged({ ...read, chipAuthentication: { outcome: 'completed', transcript: changed } }).light,
        ]).toEqual([part, i, 'red'])
      }
    }
  }, 60_000)

  it.each(['SOD', ...signed, 'CardAccess'] as const)('takes %s away and keeps no green', id => {
    expect(judged(reopened(without(id)).read).light).not.toBe('green')
  })

  it('takes both answers of the chip away, or its access, and keeps no green', () => {
    const { activeAuthentication: _, chipAuthentication: __, ...mute } = read
    expect(judged(reopened(mute).read).light).toBe('yellow')
    const access = { protocol: 'none', attempts: [] } as const
    expect(judged(reopened({ ...read, access }).read).light).toBe('yellow')
  })
})
