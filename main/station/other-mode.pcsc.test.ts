import { afterEach, expect, test } from 'vitest'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { currentReaders } from './connect-to-card.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

test('a process that showed a demonstration finds the computer’s own readers, and none of the demonstration’s, and goes back', async ctx => {
  const own = await startVirtualReader({ name: 'The Computer’s Own' })
  if (!own.ok) return ctx.skip(`no virtual reader here: ${own.error.cause ?? own.error.tag}`)
  ends.push(() => own.value.stop())
  // As whoever starts the process names it: known before the first module is loaded.
  process.env.PCSCLITE_CSOCK_NAME = own.value.socket
  const { openDemoPad } = await import('./demo.ts')
  const { openCardSource } = await import('./card-source.ts')

  async function demonstration() {
    const pad = await openDemoPad('instant')
    ends.push(() => pad.close())
    const placed = await pad.place('mai')
    expect(placed.ok).toBe(true)
    const { readers } = await currentReaders(pad.source, 3000)
    expect(readers).toMatchObject([{ name: 'ChipDesk Virtual Reader 00 00', card: true }])
    expect(pad.kind).toBe('pcsc')
    await pad.close()
  }
  async function live() {
    const opened = await openCardSource({ virtual: false })
    if (!opened.ok) throw new Error(opened.error.cause)
    const { readers, error } = await currentReaders(opened.value.source, 1500)
    await opened.value.source.close()
    return { names: readers.map(({ name }) => name), error }
  }

  await demonstration()
  expect(await live()).toEqual({ names: ['The Computer’s Own 00 00', 'The Computer’s Own 00 01'], error: undefined })
  await demonstration()
  await own.value.stop()
  expect((await live()).error).toMatchObject({ tag: 'ServiceDown' })
})
