import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anchorStore } from '../trust/anchor-store.ts'
import { decodeEvidence } from './evidence.ts'
import { compareReports } from './report-comparison.ts'
import { verifyRead } from './verify-read.ts'

const file = (name: string) => new Uint8Array(readFileSync(new URL(`../../fixtures/evidence/${name}`, import.meta.url)))
const bytes = file('version-1.evidence')
const anchors = anchorStore([{ name: 'country.test.cer', bytes: file('version-1.test.cer') }])

it('a file of version 1, written before version 2 was known, still verifies and says what it said', () => {
  const decoded = decodeEvidence(bytes)
  if (!decoded.ok) throw new Error(decoded.error.cause)
  const { version, read, report } = decoded.value
  expect(version).toBe(1)
  const again = verifyRead(read, { anchors, policy: 'demo', at: new Date(report.at) }).report
  expect(again.verdict).toBe('authentic')
  // Later versions may know more of a check than this one did; what was proven then must stay so.
  const worse = compareReports(report, again).checks.filter(
    ({ before, after }) => before?.result === 'successful' && after?.result !== 'successful',
  )
  expect(worse).toEqual([])
})

it('and refuses what only version 2 has', () => {
  const text = new TextDecoder().decode(bytes)
  for (const added of [
    text.replace('"read":{', '"declared":{"origin":"can"},"read":{'),
    text.replace('}', ',"withheld":{}}'),
  ])
    expect(decodeEvidence(added)).toMatchObject({ ok: false, error: { tag: 'DataMalformed' } })
})

it('shows the change of any byte of the file, each one tried', () => {
  for (let i = 0; i < bytes.length; i++) {
    const changed = bytes.slice()
    changed[i] = (changed[i] ?? 0) ^ (1 << (i % 8))
    if (decodeEvidence(changed).ok) expect.unreachable(`byte ${i}`)
  }
}, 60_000)
