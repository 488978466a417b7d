import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { UsageError } from './arguments.ts'
import { readingFrom } from './read-arguments.ts'
import { openTrace } from './read-trace.ts'

const none = { 'no-photo': false, 'no-com': false, 'bac-after-pace-failure': false }

test('options of the command line are those of the read', () => {
  expect(readingFrom(none)).toEqual({ photo: true, com: 'read', bacAfterPaceFailure: false })
  expect(
    readingFrom({ ...none, dg: '11, 12,7', challenge: '0102030405060708', 'read-size': '223', 'no-com': true }),
  ).toEqual({
    photo: true,
    com: 'skip',
    bacAfterPaceFailure: false,
    dataGroups: ['DG11', 'DG12', 'DG7'],
    challenge: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    readSize: 223,
  })
})

test.each([
  { dg: '' },
  { dg: '17' },
  { dg: '3' },
  { dg: 'DG11' },
  { challenge: '01' },
  { challenge: '010203040506070809' },
  { 'read-size': '15' },
  { 'read-size': 'many' },
])('%o is wrong usage', values => {
  expect(() => readingFrom({ ...none, ...values })).toThrow(UsageError)
})

test('a trace is one object a line, readable by its owner alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chipdesk-trace-'))
  const path = join(folder, 'trace.jsonl')
  const trace = await openTrace(path)
  const line = {
    index: 1,
    phase: 'com',
    ms: 1,
    secured: true,
    command: { header: '00b09e00', bytes: 0 },
    wire: [],
  } as const
  trace.onTrace(line)
  trace.onTrace({ ...line, index: 2 })
  await trace.close()
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  expect(lines.map(text => JSON.parse(text))).toEqual([line, { ...line, index: 2 }])
  expect((await stat(path)).mode & 0o077).toBe(0)
  await expect(openTrace(join(folder, 'none', 'trace.jsonl'))).rejects.toThrow(UsageError)
  await rm(folder, { recursive: true })
})
