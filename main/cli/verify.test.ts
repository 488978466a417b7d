import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Report } from '../protocol/report.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { decodeEvidence, encodeEvidence } from '../verification/evidence.ts'
import type { ReportComparison } from '../verification/report-comparison.ts'
import { verifyRead } from '../verification/verify-read.ts'
import { UsageError } from './arguments.ts'
import { run } from './verify.ts'

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/evidence/${name}`, import.meta.url))
const kept = fixture('version-1.evidence')
const bytes = new Uint8Array(await readFile(kept))
const decoded = decodeEvidence(bytes)
if (!decoded.ok) throw new Error(decoded.error.cause)
const { read } = decoded.value

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-'))
  vi.stubEnv('CHIPDESK_HOME', home)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true })
})
afterEach(() => vi.restoreAllMocks())

/** Runs the command with the anchor of that time; what it prints for people and for programs is one text. */
async function verify(...args: string[]) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = await run([...args, '--trust', fixture('')])
  const out = log.mock.calls.map(call => String(call[0])).join('\n')
  return { code, out, err: error.mock.calls.map(call => String(call[0])).join('\n') }
}
const json = (out: string) => JSON.parse(out) as Report & { comparison?: ReportComparison }

describe('chipdesk verify', () => {
  it('judges evidence as of its own time, and says of each check whether it is as it was', async () => {
    const { code, out } = await verify(kept, '--policy', 'demo', '--json')
    expect(code).toBe(0)
    const { at, comparison } = json(out)
    expect(at).toBe('2026-11-21T03:00:00.000Z')
    expect(comparison?.checks.find(({ id }) => id === 'sod.signature')?.outcome).toBe('same')
    expect((await verify(kept, '--policy', 'demo')).out).toContain('= chip.active-authentication')
  })

  it('does not go by the time of a desk that doubted its own clock', async () => {
    const doubt = { id: 'issuer.validity', result: 'undetermined', reason: 'clock-wrong' } as const
    const { report } = decoded.value
    const file = join(home, 'doubt.evidence.json')
    await writeFile(file, encodeEvidence(read, { ...report, at: '2021-06-01T00:00:00Z', checks: [doubt] }))
    const { out } = await verify(file, '--policy', 'demo', '--json')
    expect(Math.abs(Date.parse(json(out).at) - Date.now())).toBeLessThan(60_000)
  })

  it('takes the policy from the verifier, and lists what that changes', async () => {
    const { code, out } = await verify(kept, '--json')
    expect(code).toBe(1)
    expect(json(out)).toMatchObject({ verdict: 'refused', policy: 'counter' })
    expect(json(out).comparison?.differences).toEqual(
      expect.arrayContaining([
        { what: 'verdict', before: 'authentic', after: 'refused' },
        { what: 'policy', before: 'demo', after: 'counter' },
      ]),
    )
  })

  it('judges at any time', async () => {
    const { code, out } = await verify(kept, '--policy', 'demo', '--json', '--at', '2036-01-01T00:00:00Z')
    expect(code).toBe(1)
    expect(json(out).checks).toContainEqual(expect.objectContaining({ id: 'issuer.validity', result: 'failed' }))
    expect(json(out).comparison?.differences).toContainEqual({
      what: 'time',
      before: '2026-11-21T03:00:00.000Z',
      after: '2036-01-01T00:00:00.000Z',
    })
  })

  it('tells that an anchor came since', async () => {
    const at = new Date('2026-11-21T03:00:00Z')
    const { report } = verifyRead(read, { anchors: anchorStore([]), policy: 'demo', at })
    const file = join(home, 'before.evidence.json')
    await writeFile(file, encodeEvidence(read, report, undefined, { withhold: ['DG2'] }))
    const { out } = await verify(file, '--policy', 'demo')
    expect(out).toContain('≠ issuer.chain')
    expect(out).toContain('was 0 anchors')
    expect(out).toContain('DG2 withheld')
  })

  it('refuses a file with one byte changed, one too long and one that is not there', async () => {
    const changed = bytes.slice()
    changed[5000] = (changed[5000] ?? 0) ^ 1
    const file = join(home, 'changed.evidence.json')
    await writeFile(file, changed)
    expect(await verify(file)).toMatchObject({ code: 3, err: expect.stringContaining('DataMalformed') })
    await writeFile(file, new Uint8Array(9 * 1024 * 1024))
    expect(await verify(file)).toMatchObject({ code: 3, err: expect.stringContaining('too long') })
    expect((await verify(join(home, 'nothing.json'))).code).toBe(3)
  })

  it.each([
    ['EF_SOD.bin', (id: string) => `EF_${id}.bin`],
    ['EF.SOD', (id: string) => `EF.${id}`],
    ['Datagroup1.bin', (id: string) => `${id.replace('DG', 'Datagroup')}.bin`],
    ['ef0101.bin', (id: string) => `ef01${fid(id)}.bin`],
    ['DG01.BIN', (id: string) => `${id.replace(/^DG(\d)$/, 'DG0$1')}.BIN`],
    ['sod', (id: string) => id.toLowerCase()],
  ])('takes a folder of files named like %s', async (name, rename) => {
    const folder = join(home, `folder ${name}`)
    await mkdir(folder)
    for (const [id, content] of read.files) if (id !== 'CardAccess') await writeFile(join(folder, rename(id)), content)
    const { code, out } = await verify(folder, '--policy', 'demo', '--json', '--at', '2026-11-21T03:00:00Z')
    expect(code).toBe(4)
    const report = json(out)
    expect(report.comparison).toBeUndefined()
    expect(report.dataGroups.read).toEqual(['DG1', 'DG2', 'DG13', 'DG14', 'DG15'])
    expect(report.checks.filter(({ id, result }) => id === 'sod.hashes' && result === 'successful')).toHaveLength(5)
  })
})

const fid = (id: string) =>
  ({ COM: '1E', SOD: '1D', DG1: '01', DG2: '02', DG13: '0D', DG14: '0E', DG15: '0F' })[id] ?? expect.unreachable(id)

describe('chipdesk verify --report', () => {
  it('writes a page for this user alone, without the photo unless told to', async () => {
    const file = join(home, 'report.html')
    expect((await verify(kept, '--policy', 'demo', '--report', file, '--desk', 'Quầy <1>')).code).toBe(0)
    const page = await readFile(file, 'utf8')
    expect(page).toContain('Thẻ thật')
    expect(page).toContain('Quầy &lt;1&gt;')
    expect(page).toContain('Tệp bằng chứng')
    expect(page).not.toContain('<img')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const other = join(home, 'photo.html')
    await verify(kept, '--policy', 'demo', '--report', other, '--lang', 'en', '--with-photo', '--all-fields')
    const withPhoto = await readFile(other, 'utf8')
    expect(withPhoto).toContain('<img alt="" src="data:image/jpeg;base64,/9j/')
    expect(withPhoto).toContain('999190024680')
    expect(withPhoto).not.toContain('Thẻ thật')
  })

  it('is wrong usage in another language, or with its options alone', async () => {
    await expect(verify(kept, '--report', 'x', '--lang', 'fr')).rejects.toThrow(UsageError)
    await expect(verify(kept, '--with-photo')).rejects.toThrow(UsageError)
  })
})
