import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import { encodeDg12 } from '../../fixtures/country/detail-groups.ts'
import { encodeDeviationList, type ListedDeviation } from '../../fixtures/country/deviation-list.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { randomBytes } from '../crypto/random.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore, joinRecords, looseRecords } from '../trust/anchor-store.ts'
import { deviationListAnchor, verifyDeviationList } from '../trust/deviation-list.ts'
import { deviationIndex, findDeviations } from '../trust/deviation-list-index.ts'
import type { Deviation, Trust } from '../trust/trust.ts'
import { trustOfRecords } from '../trust/trust-records.ts'
import { defectCheck, excused } from './defect-checks.ts'
import type { PolicyName } from './policy.ts'
import { verifyRead } from './verify-read.ts'

const at = new Date('2026-11-21T03:00:00Z')
const anchorFile = { name: 'country.test.cer', bytes: issuePublicTrust().csca }
const [mai] = personas
if (!mai) throw new Error('nobody lives here')
const number = mai.personalNumber.slice(3)
const arc = '2.23.136.1.1.7.'

function trustWith(...deviations: ListedDeviation[]): Trust {
  const list = verifyDeviationList(encodeDeviationList(deviations))
  if (!list.ok) throw new Error(list.error.message)
  const anchor = deviationListAnchor(list.value, anchorStore([anchorFile]), at)
  if (!anchor.ok) throw new Error(anchor.error.cause)
  const index = deviationIndex(list.value, anchor.value)
  const lists = [{ fingerprint: 'of the list', find: findDeviations.bind(undefined, index) }]
  return trustOfRecords(joinRecords(looseRecords([anchorFile]), { ...looseRecords([]), deviationLists: lists }))
}
const listed = (type: string, field?: number): ListedDeviation => ({
  numbers: [number],
  defects: [{ type: `${arc}${type}`, ...(field !== undefined && { field }) }],
})

/** The card of a person with DG12, which the desk asked for. */
async function read(dataGroups?: ReadonlyMap<number, Uint8Array>): Promise<CardRead> {
  const dg12 = encodeDg12({ issuingAuthority: 'CUC CANH SAT MAU', issueDate: '20210510' })
  const card = issueCard(mai as typeof mai & object, { dataGroups: dataGroups ?? new Map([[12, dg12]]) })
  const reader = inProcessReader('pad')
  reader.place(createChip(card.image))
  const done = await readCard(() => reader.source.connect('pad'), { secrets: { can: card.can }, random: randomBytes })
  return { ...done, files: new Map([...done.files, ['DG12', dg12]]) }
}
const honest = read()
const changed = (card: CardRead, id: FileId): CardRead => {
  const bytes = Uint8Array.from(card.files.get(id) ?? [])
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return { ...card, files: new Map([...card.files, [id, bytes]]) }
}
const judge = (card: CardRead, anchors: Trust, policy: PolicyName = 'demo') =>
  verifyRead(card, { anchors, policy, at }).report
const rowOf = (checks: readonly Check[], id: string, detail?: string) =>
  checks.find(check => check.id === id && (detail === undefined || check.detail === detail))

describe('published defects', () => {
  it('are none where no list speaks of this state, and none where the list does not name this card', async () => {
    const card = await honest
    expect(rowOf(judge(card, anchorStore([anchorFile])).checks, 'document.defect')).toMatchObject({
      result: 'not-supported',
      reason: 'no-defect-list',
    })
    const other = trustWith({ ...listed('2.2', 12), numbers: ['999999999'] })
    expect(rowOf(judge(card, other).checks, 'document.defect')).toEqual({ id: 'document.defect', result: 'successful' })
    expect(judge(card, other).verdict).toBe('authentic')
  })

  it('refuse a card whose key for active authentication is out, though the chip answered', async () => {
    const report = judge(await honest, trustWith(listed('1.4')))
    expect(report).toMatchObject({ verdict: 'refused', light: 'red' })
    expect(report.reasons[0]).toBe('chip-key-compromised')
    expect(rowOf(report.checks, 'chip.active-authentication')?.result).toBe('successful')
  })

  it.each([
    ['1.1', undefined],
    ['2.3', undefined],
    ['2.2', 2],
    ['2.2', 14],
    ['2.2', undefined],
    ['2.1', 1],
    ['3.1', 4],
    ['4', undefined],
    ['5', undefined],
  ])('of type %s about %s keep a card that shows nothing wrong from being green', async (type, field) => {
    const report = judge(await honest, trustWith(listed(type, field)))
    expect(report.verdict).toBe('intact')
    expect(report.reasons).toContain('defect-unsettled')
  })

  it.each([
    ['1.2', 0],
    ['2.1', 12],
    ['3.2', 8],
  ])('of type %s about %s are named beside a green verdict', async (type, field) => {
    const report = judge(await honest, trustWith(listed(type, field)))
    expect(report).toMatchObject({ verdict: 'authentic' })
    expect(report.reasons).toContain('known-defect')
  })
})

describe('a hash that is wrong and published', () => {
  it('of DG12 is excused for that group alone, whose data stay unproven', async () => {
    const card = changed(await honest, 'DG12')
    expect(judge(card, anchorStore([anchorFile])).verdict).toBe('altered')
    expect(judge(card, trustWith(listed('2.2', 11))).verdict).toBe('altered')
    expect(judge(card, trustWith({ ...listed('2.2', 12), numbers: ['999999999'] })).verdict).toBe('altered')
    const report = judge(card, trustWith(listed('2.2', 12)))
    expect(report.verdict).toBe('authentic')
    expect(report.reasons).toContain('known-defect')
    expect(rowOf(report.checks, 'sod.hashes', 'DG12')).toMatchObject({ result: 'undetermined', reason: 'known-defect' })
  })

  it('excuses no other group beside it', async () => {
    const both = changed(changed(await honest, 'DG12'), 'DG2')
    expect(judge(both, trustWith(listed('2.2', 12))).verdict).toBe('altered')
  })

  it.each<FileId>(['DG1', 'DG2', 'DG13', 'DG14', 'DG15'])('of %s is excused by no list', async id => {
    const trust = trustWith(listed('2.2', Number(id.slice(2))))
    expect(judge(changed(await honest, id), trust).verdict).toBe('altered')
  })

  it('is not excused for a number that nobody signed', async () => {
    const card = changed(await honest, 'DG12')
    const [victim, thief] = [personas[0], personas[1]].map(
      holder => holder && issueCard(holder).image.files.get(0x0101),
    )
    expect(victim && thief).toBeDefined()
    const planted = { ...card, files: new Map([...card.files, ['DG1' as FileId, thief as Uint8Array]]) }
    const trust = trustWith({ ...listed('2.2', 12), numbers: [personas[1]?.personalNumber.slice(3) ?? ''] })
    const report = judge(planted, trust)
    expect(rowOf(report.checks, 'sod.hashes', 'DG12')).toMatchObject({ result: 'failed', reason: 'hash-wrong' })
  })

  it('is not excused by a list that names neither card nor signer', async () => {
    const vague = trustWith({ documentType: 'ID', defects: [{ type: `${arc}2.2`, field: 12 }] })
    expect(judge(changed(await honest, 'DG12'), vague).verdict).toBe('altered')
  })
})

describe('a wrong check digit that is published', () => {
  const dg1 = issueCard(mai).image.files.get(0x0101) as Uint8Array
  // Lines of a TD1 behind a header of five bytes: the check digit of the birth date stands at 30 + 6.
  const text = Uint8Array.from(dg1)
  text[5 + 36] = text[5 + 36] === 0x30 ? 0x31 : 0x30

  it('is excused for the field that is named', async () => {
    const card = await read(new Map([[1, text]]))
    expect(rowOf(judge(card, anchorStore([anchorFile])).checks, 'document.mrz')).toMatchObject({
      reason: 'check-digit-wrong',
    })
    expect(judge(card, anchorStore([anchorFile])).verdict).toBe('refused')
    expect(judge(card, trustWith(listed('3.2', 8))).verdict).toBe('refused')
    const report = judge(card, trustWith(listed('3.2', 6)))
    expect(rowOf(report.checks, 'document.mrz')).toMatchObject({ result: 'undetermined', reason: 'known-defect' })
  })

  it('does not hide that the card is not the one declared', async () => {
    const card = await read(new Map([[1, text]]))
    const declared = parseDeclaredInput(issueCard(personas[1] ?? mai).qrText, 2026)
    if (!declared.ok) throw new Error(declared.error.message)
    const { report } = verifyRead(card, {
      anchors: trustWith(listed('3.2', 6)),
      policy: 'demo',
      at,
      declared: declared.value,
    })
    expect(report.verdict).toBe('refused')
    expect(report.reasons).toContain('declared-data-differs')
  })
})

describe('what may not be certain', () => {
  const deviation = (more: Partial<Deviation>): Deviation => ({
    type: `${arc}1.4`,
    certain: true,
    mayExcuse: true,
    ...more,
  })

  it('accuses nobody outright, and excuses nothing', () => {
    expect(defectCheck([deviation({})])).toMatchObject({ result: 'failed' })
    expect(defectCheck([deviation({ certain: false })])).toMatchObject({
      result: 'undetermined',
      reason: 'defect-unsettled',
    })
    const wrong: Check = { id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG12' }
    const hash = deviation({ type: `${arc}2.2`, field: 12 })
    expect(excused([wrong], [hash])).toMatchObject([{ result: 'undetermined' }])
    expect(excused([wrong], [{ ...hash, mayExcuse: false }])).toEqual([wrong])
    expect(excused([wrong], undefined)).toEqual([wrong])
  })

  it('forgives in EF.COM what is published of EF.COM', () => {
    const more: Check = { id: 'sod.com-consistency', result: 'undetermined', reason: 'com-lists-more', detail: 'DG5' }
    expect(excused([more], [deviation({ type: `${arc}2.4` })])).toMatchObject([{ reason: 'known-defect' }])
    expect(excused([more], [deviation({ type: `${arc}2.2`, field: 5 })])).toEqual([more])
  })
})
