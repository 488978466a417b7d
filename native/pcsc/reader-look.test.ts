import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lookForChange } from './reader-look.ts'
import type { SeenReader } from './reader-states.ts'
import type { ReportedReader } from './service-calls.ts'
import type { ServiceClient } from './service-client.ts'

const empty = 0x10
const present = 0x20
const session = 1
const atr = Uint8Array.of(0x3b, 0x80)
const seen = (name: string, state = empty): SeenReader => ({ name, state, atr: new Uint8Array() })
const reported = (name: string, state = empty, changed = false): ReportedReader => ({ name, state, changed, atr: null })

const left = 'Left Reader 00 00'
const right = 'Right Reader 00 00'

/** A service that waits as it is told to, and lists both readers. */
function serviceThat(wait: ServiceClient['wait']) {
  const done: string[] = []
  const client = {
    wait,
    list: async () => {
      done.push('list')
      return [reported(left), reported(right)]
    },
    close: async () => void done.push('close'),
  }
  return { client: client as Partial<ServiceClient> as ServiceClient, done }
}

describe('a look at the readers', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('takes over a card that was laid down, and keeps what did not change', async () => {
    const state = { ...reported(left, present, true), atr }
    const { client, done } = serviceThat(async () => [state, reported('\\\\?PnP?\\Notification')])
    const look = await lookForChange(client, session, [seen(left), seen(right)])
    expect(look).toEqual({ found: [{ name: left, state: present, atr }, seen(right)] })
    expect(done).toEqual([])
  })

  it('says what it saw last, so that only news wake it', async () => {
    const wait = vi.fn(async () => [])
    const { client } = serviceThat(wait)
    await lookForChange(client, session, [seen(left, 0x10010)])
    expect(wait).toHaveBeenCalledWith(session, [reported(left, 0x10010), reported('\\\\?PnP?\\Notification', 0)], 1_000)
  })

  it('finds a reader that was plugged in, announced or not', async () => {
    const both = { found: [seen(left), seen(right)] }
    const announced = serviceThat(async () => [reported(left), reported('\\\\?PnP?\\Notification', 0, true)])
    expect(await lookForChange(announced.client, session, [seen(left)])).toEqual(both)
    const silent = serviceThat(async () => [])
    expect(await lookForChange(silent.client, session, [seen(left)])).toEqual(both)
  })

  it('does not list again and again while a card without an answer to reset makes that slow', async () => {
    const { client, done } = serviceThat(async () => [])
    await lookForChange(client, session, [seen(left, present)])
    expect(done).toEqual([])
  })

  it('goes on after a reader was unplugged between two looks', async () => {
    const { client } = serviceThat(() => Promise.reject(new Error('Unknown reader')))
    const look = await lookForChange(client, session, [seen('Unplugged Reader 00 00')])
    expect(look).toEqual({ found: [seen(left), seen(right)] })
  })

  it('ends with the service, and when it is cancelled', async () => {
    const died = serviceThat(() => Promise.reject(new Error('PC/SC service not running')))
    expect(await lookForChange(died.client, session, [])).toMatchObject({ ended: { tag: 'ServiceDown' } })
    const cancelled = serviceThat(async () => null)
    expect(await lookForChange(cancelled.client, session, [])).toEqual({ ended: 'cancelled' })
  })

  it('gives up a service that hangs, and closes the session only when that cannot block any more', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly ReportedReader[]>()
    const { client, done } = serviceThat(() => promise)
    const look = lookForChange(client, session, [])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await look).toMatchObject({ ended: { tag: 'ServiceDown' }, hangs: true })
    expect(done).toEqual([])
    resolve([])
    await vi.waitFor(() => expect(done).toEqual(['close']))
  })
})
