import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSetUp } from './set-up.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-set-up-'))
  path = join(folder, 'config', 'desk', 'set-up-done')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const fresh = { mode: 'live', claimed: false, trial: false } as const

describe('a newcomer is led', () => {
  test('through a desk without accounts, once', async () => {
    const setUp = await openSetUp({ path, ...fresh })
    expect(setUp.view()).toEqual({ trial: false })
    expect(existsSync(path)).toBe(false)
    await setUp.done()
    expect(setUp.view()).toBeUndefined()
    expect((await openSetUp({ path, ...fresh })).view()).toBeUndefined()
  })
  test('through no desk that has accounts, or had some, though its mark is gone', async () => {
    expect((await openSetUp({ path, ...fresh, claimed: true })).view()).toBeUndefined()
  })
  test('through a demonstration, whose accounts are everybody’s', async () => {
    const setUp = await openSetUp({ path, ...fresh, mode: 'demo', claimed: true })
    expect(setUp.view()).toEqual({ trial: false })
    await setUp.done()
    expect((await openSetUp({ path, ...fresh, mode: 'demo', claimed: true })).view()).toBeUndefined()
  })
  test('back from a demonstration to the desk that opened it, whoever has seen the demonstration before', async () => {
    await (await openSetUp({ path, ...fresh, mode: 'demo' })).done()
    const trial = await openSetUp({ path, mode: 'demo', claimed: true, trial: true })
    expect(trial.view()).toEqual({ trial: true })
  })
})

test('the folder of the mark is the owner’s alone: the key of the store lies there too', async () => {
  await (await openSetUp({ path, ...fresh })).done()
  expect(statSync(join(folder, 'config', 'desk')).mode & 0o077).toBe(0)
})
