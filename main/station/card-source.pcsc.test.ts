import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { openCardSource } from './card-source.ts'
import { currentReaders } from './connect-to-card.ts'
import { noteVirtualReader } from './running-virtual-reader.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('a live desk never takes the virtual reader that somebody left running: no invented card meets real records', async ctx => {
  const reader = await startVirtualReader()
  if (!reader.ok) return ctx.skip(`no virtual reader here: ${reader.error.cause ?? reader.error.tag}`)
  ends.push(() => reader.value.stop())
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-live-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const before = process.env.XDG_RUNTIME_DIR
  process.env.XDG_RUNTIME_DIR = home
  ends.push(() => {
    if (before === undefined) delete process.env.XDG_RUNTIME_DIR
    else process.env.XDG_RUNTIME_DIR = before
  })
  await noteVirtualReader(reader.value)

  const opened = await openCardSource({ virtual: false })
  if (!opened.ok) return ctx.skip(`no PC/SC binding here: ${opened.error.cause ?? opened.error.tag}`)
  ends.push(() => opened.value.source.close())
  expect(opened.value.virtual).toBe(false)
  const { readers } = await currentReaders(opened.value.source, 500)
  expect(readers.map(({ name }) => name).filter(name => name.startsWith('ChipDesk Virtual Reader'))).toEqual([])
})
