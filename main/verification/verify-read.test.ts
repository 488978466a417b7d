import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard, issuePublicTrust } from '../../fixtures/country/card.ts'
import type { HostileName } from '../../fixtures/country/hostile.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { curveByName, ecdsaSign } from '../crypto/curves.ts'
import { hash } from '../crypto/hash.ts'
import { randomBytes } from '../crypto/random.ts'
import type { CardRead } from '../reading/card-read.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { readEvidenceFolder } from './evidence-folder.ts'
import { verifyRead } from './verify-read.ts'

const at = new Date('2026-11-21T03:00:00Z')
const anchors = anchorStore([{ name: 'country.test.cer', bytes: issuePublicTrust().csca }])
const context = { anchors, policy: 'demo', at } as const
const mai = personas.find(({ id }) => id === 'mai')
if (!mai) throw new Error('mai has moved away')

async function read(hostile?: HostileName, holder = mai, seed?: string): Promise<CardRead> {
  const card = issueCard(holder as typeof mai & object, { ...(hostile && { hostile }), ...(seed && { seed }) })
  const reader = inProcessReader('pad')
  reader.place(createChip(card.image))
  const secrets = { can: card.can, mrzInformation: card.image.mrzInformation }
  return readCard(() => reader.source.connect('pad'), { secrets, random: randomBytes })
}
const declared = (text: string) => {
  const input = parseDeclaredInput(text, 2026)
  if (!input.ok) throw new Error(input.error.message)
  return input.value
}
const resultsOf = (checks: readonly { id: string; result: string; reason?: string | undefined }[]) =>
  checks.filter(({ result }) => result !== 'successful').map(({ id, result, reason }) => `${id} ${result} ${reason}`)

describe('an invented card', () => {
  it('is authentic in demo policy, with its test anchor named', async () => {
    const { report, face } = verifyRead(await read(), context)
    expect(report.error).toBeUndefined()
    expect(report).toMatchObject({ verdict: 'authentic', light: 'green', reasons: ['test-anchor'] })
    expect(resultsOf(report.checks)).toEqual([
      'issuer.revocation undetermined no-revocation-list',
      'document.defect not-supported no-defect-list',
    ])
    expect(report.trust).toMatchObject({ anchors: 1, test: true })
    expect(report.dataGroups.notRead).toEqual([{ dg: 'DG3', reason: 'protected' }])
    expect(face?.format).toBe('jpeg')
    expect(
      Object.fromEntries(report.document.map(({ id, value, source, level }) => [id, [value, source, level]])),
    ).toEqual({
      personalNumber: ['999190024680', 'dg13', 'authentic'],
      fullName: ['Nguyễn Thị Thanh Mai', 'dg13', 'authentic'],
      birthDate: ['1990-01-15', 'dg13', 'authentic'],
      sex: ['F', 'dg13', 'authentic'],
      nationality: ['Việt Nam', 'dg13', 'authentic'],
      placeOfOrigin: [mai.placeOfOrigin, 'dg13', 'authentic'],
      placeOfResidence: [mai.placeOfResidence, 'dg13', 'authentic'],
      issueDate: ['2021-05-10', 'dg13', 'authentic'],
      expiryDate: ['2030-01-15', 'dg13', 'authentic'],
      documentNumber: ['190024680', 'dg1', 'authentic'],
      issuingState: ['VNM', 'dg1', 'authentic'],
      oldIdNumber: [mai.oldIdNumber, 'dg13', 'authentic'],
      personalMarks: [mai.personalMarks, 'dg13', 'authentic'],
    })
  })

  it.each(personas.map(persona => [persona.id, persona] as const))(
    '%s: chip and QR agree, in demo policy green',
    async (_, persona) => {
      const { report } = verifyRead(await read(undefined, persona), {
        ...context,
        declared: declared(issueCard(persona).qrText),
      })
      expect([report.verdict, resultsOf(report.checks)]).toEqual([
        'authentic',
        ['issuer.revocation undetermined no-revocation-list', 'document.defect not-supported no-defect-list'],
      ])
      expect(report.checks.find(({ id }) => id === 'document.mrz')?.detail).toBe('qr')
    },
  )

  it('never leaks what no desk decides by', async () => {
    const text = JSON.stringify(verifyRead(await read(), context).report)
    for (const secret of [mai.father, mai.mother, mai.ethnicity, mai.religion])
      expect(text).not.toContain(`"${secret}"`)
  })

  it.each(['counter', 'strict'] as const)('is refused by policy %s because of the test anchor', async policy => {
    const { report } = verifyRead(await read(), { ...context, policy })
    expect(report).toMatchObject({ verdict: 'refused', light: 'red' })
    expect(report.reasons[0]).toBe('test-anchor')
    expect(report.document.every(({ level }) => level === 'intact')).toBe(true)
  })

  it('is intact without an anchor', async () => {
    const { report } = verifyRead(await read(), { ...context, policy: 'counter', anchors: anchorStore([]) })
    expect(report).toMatchObject({ verdict: 'intact', light: 'yellow', trust: { anchors: 0, test: false } })
    expect(report.reasons).toContain('no-anchor')
  })
})

describe('a hostile card', () => {
  it.each<[HostileName, string, string, string]>([
    ['dg13-changed', 'altered', 'hash-wrong', 'sod.hashes failed hash-wrong'],
    ['photo-swapped', 'altered', 'hash-wrong', 'sod.hashes failed hash-wrong'],
    ['clone', 'cloned', 'chip-session-wrong', 'chip.chip-authentication failed chip-session-wrong'],
    ['no-chip-keys', 'intact', 'no-chip-key', 'chip.active-authentication not-supported no-chip-key'],
    ['bac-only', 'authentic', 'test-anchor', 'access.pace not-supported access-not-offered'],
    ['pace-hidden', 'refused', 'downgraded', 'access.bac failed downgraded'],
    ['unknown-issuer', 'intact', 'no-anchor', 'issuer.chain undetermined no-anchor'],
    ['other-state', 'altered', 'state-differs', 'issuer.state failed state-differs'],
    ['signer-expired', 'refused', 'expired', 'issuer.validity failed expired'],
    ['expired', 'refused', 'document-expired', 'document.expiry failed document-expired'],
    ['com-lists-more', 'intact', 'com-lists-more', 'sod.com-consistency undetermined com-lists-more'],
  ])('%s is %s for %s', async (hostile, verdict, reason, row) => {
    const { report } = verifyRead(await read(hostile), context)
    expect([report.error, report.verdict]).toEqual([undefined, verdict])
    expect(report.reasons).toContain(reason)
    expect(resultsOf(report.checks)).toContain(row)
  })

  it('of a revoked signer is refused where the list is there, and good on the face of it where it is not', async () => {
    const { csca, revocationList } = issuePublicTrust()
    const withList = anchorStore([{ name: 'country.test.cer', bytes: csca }], { revocationLists: [revocationList] })
    const [revoked, honest] = [await read('signer-revoked'), await read()]
    expect(verifyRead(revoked, context).report.verdict).toBe('authentic')
    expect(verifyRead(revoked, { ...context, anchors: withList }).report).toMatchObject({
      verdict: 'refused',
      light: 'red',
    })
    const { report } = verifyRead(honest, { ...context, anchors: withList })
    expect([report.verdict, resultsOf(report.checks)]).toEqual([
      'authentic',
      ['document.defect not-supported no-defect-list'],
    ])
  })

  it('names the data group that was changed, shows its fields unverified, and no photo that was swapped', async () => {
    const changed = verifyRead(await read('dg13-changed'), context).report
    expect(changed.checks).toContainEqual({ id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG13' })
    expect(changed.document.find(({ id }) => id === 'placeOfResidence')?.level).toBe('unverified')
    expect(changed.document.find(({ id }) => id === 'fullName')).toMatchObject({ source: 'dg1', level: 'intact' })
    const swapped = verifyRead(await read('photo-swapped'), context)
    expect(swapped.face).toBeUndefined()
  })

  it('finds an altered card altered without any anchor too', async () => {
    const { report } = verifyRead(await read('dg13-changed'), { ...context, anchors: anchorStore([]) })
    expect(report.verdict).toBe('altered')
  })

  it('does not take the keys of a chip for proof that no signature covers', async () => {
    const honest = await read()
    const files = new Map(honest.files)
    const other = issueCard(mai, { seed: 'another country' }).image.files
    files.set('DG14', other.get(0x010e) as Uint8Array)
    files.set('DG15', other.get(0x010f) as Uint8Array)
    const { report } = verifyRead({ ...honest, files }, context)
    expect(report.verdict).toBe('altered')
    expect(report.checks.filter(({ id }) => id.startsWith('chip.')).map(({ reason }) => reason)).toEqual([
      'key-not-signed',
      'key-not-signed',
    ])
  })

  it('takes no answer to a challenge that was not eight bytes for active authentication', async () => {
    const honest = await read()
    const key = issueCard(mai).image.activeAuthenticationKey
    if (key?.kind !== 'ec') throw new Error('the invented card signs with an EC key')
    const rowOf = (challenge: Uint8Array) => {
      const curve = curveByName(key.curve)
      const { r, s } = ecdsaSign(curve, bytesToNumberBE(key.privateKey), hash('SHA-256', challenge))
      const response = concatBytes(...[r, s].map(value => numberToBytesBE(value, curve.byteLength)))
      const activeAuthentication = { outcome: 'answered', challenge, response } as const
      return verifyRead({ ...honest, activeAuthentication }, context).report.checks.find(
        ({ id }) => id === 'chip.active-authentication',
      )?.result
    }
    expect([rowOf(new Uint8Array(8)), rowOf(new Uint8Array(4))]).toEqual(['successful', 'failed'])
  })

  it('does not say that declared data agree where there was nothing to compare', async () => {
    const { report } = verifyRead(await read(), { ...context, declared: declared(issueCard(mai).can) })
    expect(report.checks.find(({ id }) => id === 'document.mrz')).toEqual({
      id: 'document.mrz',
      result: 'successful',
      reason: 'no-declared-data',
    })
  })

  it('refuses a card that is not the one declared', async () => {
    const khoi = personas.find(({ id }) => id === 'khoi') ?? mai
    const { report } = verifyRead(await read(), { ...context, declared: declared(issueCard(khoi).qrText) })
    expect(report).toMatchObject({ verdict: 'refused', light: 'red' })
    expect(report.checks.find(({ id }) => id === 'document.mrz')).toEqual({
      id: 'document.mrz',
      result: 'failed',
      reason: 'declared-data-differs',
      detail: 'personalNumber, fullName, birthDate, sex',
    })
  })
})

describe('what was declared and differs', () => {
  const qr = declared(issueCard(mai).qrText)
  const judged = async (changes: Partial<typeof qr>, more: Partial<Parameters<typeof verifyRead>[1]> = {}) =>
    verifyRead(await read(), { ...context, declared: { ...qr, ...changes }, ...more }).report
  const mrzRow = (report: Awaited<ReturnType<typeof judged>>) => report.checks.find(({ id }) => id === 'document.mrz')

  it('is told by field, and nothing is told where nothing was compared', async () => {
    expect((await judged({})).differences).toEqual([])
    expect((await judged({ sex: 'M' })).differences).toEqual([
      {
        field: 'sex',
        kind: 'different',
        weight: 'contradiction',
        declared: { value: 'M', source: 'qr' },
        chip: { value: 'F', source: 'dg13' },
      },
    ])
    expect(verifyRead(await read(), context).report).not.toHaveProperty('differences')
    expect(verifyRead(await read(), { ...context, declared: declared('024680') }).report).not.toHaveProperty(
      'differences',
    )
  })

  it.each(['strict', 'counter', 'demo'] as const)(
    'is red where the number is another one, by policy %s',
    async policy => {
      const report = await judged({ personalNumber: '999190077777', documentNumber: '190077777' }, { policy })
      expect([report.verdict, report.light]).toEqual(['refused', 'red'])
      expect(mrzRow(report)).toMatchObject({ reason: 'declared-data-differs', detail: 'personalNumber' })
    },
  )

  it('is red by the number in DG13 where DG1 was not read', async () => {
    const whole = await read()
    const files = new Map([...whole.files].filter(([id]) => id !== 'DG1'))
    const said = { ...qr, personalNumber: '999190077777' }
    const { report } = verifyRead({ ...whole, files }, { ...context, declared: said })
    expect([report.light, mrzRow(report)?.reason]).toEqual(['red', 'declared-data-differs'])
    expect(mrzRow(verifyRead({ ...whole, files }, { ...context, declared: qr }).report)?.reason).toBe('not-read')
  })

  it.each([{ issueDate: '2016-05-10' }, { oldIdNumber: '999777555' }])(
    'is yellow where it is of another card: %j',
    async changes => {
      const report = await judged(changes)
      expect([report.verdict, report.light]).toEqual(['intact', 'yellow'])
      expect(mrzRow(report)).toMatchObject({
        result: 'undetermined',
        reason: 'code-of-another-card',
        detail: Object.keys(changes)[0],
      })
    },
  )

  it('takes no green away where it is the address alone, but from a strict desk', async () => {
    const changes = { placeOfResidence: 'Thôn Đồng Xanh, Xã Mẫu, Tỉnh Ví Dụ' }
    const report = await judged(changes)
    expect([report.verdict, mrzRow(report)?.reason]).toEqual(['authentic', 'declared-residence-differs'])
    expect(report.differences).toHaveLength(1)
    expect((await judged(changes, { policy: 'strict' })).reasons).toContain('declared-residence-differs')
  })

  it('is yellow where an insurance card has another name', async () => {
    const report = await judged({ insurance: {}, fullName: 'Nguyễn Thị Hoa' })
    expect([report.light, mrzRow(report)?.result, mrzRow(report)?.reason]).toEqual([
      'yellow',
      'undetermined',
      'declared-data-differs',
    ])
  })

  it('is successful where it is a matter of marks and words', async () => {
    const report = await judged({
      fullName: 'NGUYEN THI THANH MAI',
      birthDate: '1990',
      placeOfResidence: 'Số 12, Ngõ 5, P. Sao Mai, Ví Dụ',
    })
    expect([report.verdict, mrzRow(report)?.result]).toEqual(['authentic', 'successful'])
    expect(report.differences?.map(({ kind }) => kind)).toEqual(['spelling', 'precision', 'wording'])
  })
})

describe('edited evidence', () => {
  it('does not hide a changed group among those that nobody asked for', async () => {
    const swapped = await read('photo-swapped')
    const files = new Map([...swapped.files].filter(([id]) => id !== 'DG2'))
    for (const reason of ['protected', 'not-requested']) {
      const { report } = verifyRead(
        { ...swapped, files, notRead: [...swapped.notRead, { file: 'DG2', reason }] },
        context,
      )
      expect(report.verdict).toBe('intact')
      expect(report.reasons).toContain('not-read')
    }
  })
})

describe('a signer that is not valid', () => {
  it('makes no field authentic', async () => {
    const { report } = verifyRead(await read('signer-expired'), context)
    expect(report.document.map(({ level }) => level)).not.toContain('authentic')
  })
})

describe('a read that ended early', () => {
  it('is incomplete, keeps its fields as unverified or intact, and is still red where red is proven', async () => {
    const whole = await read()
    const error = { tag: 'CardRemoved', retry: 're-present', messageKey: 'error.CardRemoved' } as const
    const { activeAuthentication: _, ...rest } = whole
    const early = { ...rest, error, files: new Map([...whole.files].filter(([id]) => id !== 'DG2' && id !== 'DG15')) }
    const { report } = verifyRead(early, context)
    expect(report).toMatchObject({ verdict: 'incomplete', light: 'grey', error: { tag: 'CardRemoved' } })

    const changed = await read('dg13-changed')
    const torn = { ...changed, error, files: new Map([...changed.files].filter(([id]) => id !== 'DG2')) }
    expect(verifyRead(torn, context).report).toMatchObject({ verdict: 'altered', light: 'red' })
  })

  it('says a wrong number as such', async () => {
    const card = issueCard(mai)
    const reader = inProcessReader('pad')
    reader.place(createChip(card.image))
    const options = { secrets: { can: '999999' }, random: randomBytes }
    const { report } = verifyRead(await readCard(() => reader.source.connect('pad'), options), context)
    expect(report).toMatchObject({ verdict: 'incomplete', error: { tag: 'CardWrongKey' } })
    expect(report.checks).toContainEqual({ id: 'access.pace', result: 'failed', reason: 'wrong-key', detail: 'CAN' })
  })

  it('is incomplete without an EF.SOD', async () => {
    const whole = await read()
    const files = new Map([...whole.files].filter(([id]) => id !== 'SOD'))
    const { report } = verifyRead({ ...whole, files }, context)
    expect(report.verdict).toBe('incomplete')
    expect(report.document.every(({ level }) => level === 'unverified')).toBe(true)
  })
})

const vectors = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url))
const there = existsSync(vectors)

describe.skipIf(!there)(`documents nobody here wrote${there ? '' : ' (skipped: ../shared/vectors is absent)'}`, () => {
  const folder = async (path: string) => {
    const loaded = await readEvidenceFolder(path)
    if (!loaded.ok) throw new Error(loaded.error.cause)
    return verifyRead(loaded.value, { ...context, policy: 'counter', anchors: anchorStore([]) }).report
  }

  it('BSI TR-03105-5 reference set: intact, issuer unknown, DG15 outside the SOD', async () => {
    const report = await folder(join(vectors, 'bsi-tr03105-5-reference'))
    expect(report).toMatchObject({ verdict: 'intact', light: 'yellow' })
    expect(report.reasons).toContain('no-anchor')
    const rows = report.checks.filter(({ id }) => id.startsWith('sod.'))
    expect(rows.map(({ result, detail }) => `${result} ${detail ?? ''}`)).toEqual([
      'successful RSA-PSS 2048 SHA-256 salt 32',
      ...['DG1', 'DG2', 'DG3', 'DG4', 'DG14'].map(dg => `successful ${dg}`),
      'undetermined DG15',
      'successful ',
    ])
    expect(report.checks.filter(({ id }) => id.startsWith('chip.')).map(({ reason }) => reason)).toEqual([
      'not-asked',
      'key-not-signed',
    ])
    expect(report.checks.find(({ id }) => id === 'issuer.state')?.result).toBe('successful')
  })

  it('BSI set of 2008: intact; DG4, 5, 7, 11, 12 and 15 have no hash in its SOD; one byte changed is found and named', async () => {
    const source = join(vectors, 'bsi-tr03105-5-tsemrtd')
    const report = await folder(source)
    const withoutHash = report.checks.filter(({ reason }) => reason === 'hash-missing').map(({ detail }) => detail)
    expect([report.verdict, withoutHash]).toEqual(['intact', ['DG4', 'DG5', 'DG7', 'DG11', 'DG12', 'DG15']])
    const copy = await mkdtemp(join(tmpdir(), 'bsi-2008-'))
    try {
      await cp(source, copy, { recursive: true })
      const dg2 = await readFile(join(copy, 'EF_DG2.bin'))
      dg2[5000] = (dg2[5000] ?? 0) ^ 1
      await writeFile(join(copy, 'EF_DG2.bin'), dg2)
      const changed = await folder(copy)
      expect(changed.verdict).toBe('altered')
      expect(changed.checks).toContainEqual({ id: 'sod.hashes', result: 'failed', reason: 'hash-wrong', detail: 'DG2' })
    } finally {
      await rm(copy, { recursive: true })
    }
  })
})
