import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startVirtualReader, type VirtualReader } from '../virtual-reader/virtual-reader.ts'
import { openPcsc } from './open-pcsc.ts'
import { probeService, systemSocket } from './service-probe.ts'
import { systemServiceHasReader } from './system-service.ts'

let reader: VirtualReader | undefined
let skipped: string | undefined

beforeAll(async () => {
  const started = await startVirtualReader()
  if (started.ok) reader = started.value
  else skipped = started.error.cause
})
beforeEach(ctx => {
  if (skipped) ctx.skip(skipped)
})
afterAll(() => reader?.stop())

describe('the service of the system', () => {
  it('is told apart from the private one that this process talks to, in less than a second', async ctx => {
    const opened = await openPcsc({ socket: reader?.socket ?? '' })
    if (!opened.ok) return ctx.skip(opened.error.cause)
    expect(process.env.PCSCLITE_CSOCK_NAME).toBe(reader?.socket)
    const runs = (await probeService(systemSocket, 500)) === 'answers'
    const from = performance.now()
    const found = await systemServiceHasReader()
    expect(performance.now() - from).toBeLessThan(1_000)
    // The private service has two readers; only a running service of the system may have any.
    expect(runs ? ['reader', 'no-reader'] : ['no-service']).toContain(found)
    await opened.value.close()
  })

  it('is the only one of a process: another is refused aloud', async () => {
    await expect(openPcsc({ socket: '/nowhere/pcscd.comm' })).rejects.toThrow('already talks to')
  })
})
