import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CitizenView } from '../../../main/protocol/citizen-view.ts'
import { type CitizenBridge, citizenFeed, type FeedState, viewIn } from './citizen-feed.ts'

const view: CitizenView = { stage: 'welcome', desk: 'Quầy số 1', demo: false }

it.each([
  ['a view', JSON.stringify({ view }), view],
  ['a state of the station', JSON.stringify({ state: { counter: {} } }), undefined],
  ['a view with more in it', JSON.stringify({ view: { ...view, number: '999190000001' } }), undefined],
  ['a view beside more', JSON.stringify({ view, id: 1 }), undefined],
  ['no JSON', '{', undefined],
  ['no text', 1, undefined],
])('%s', (_, text, seen) => {
  expect(viewIn(text)).toEqual(seen)
})

it('in the window of the other shell, blanks when the station goes, and when it says what nobody understands', () => {
  let say = (_: string) => {}
  let end = () => {}
  const chipdeskCitizen: CitizenBridge = {
    onMessage: callback => {
      say = callback
    },
    onClose: callback => {
      end = callback
    },
  }
  const shown: FeedState[] = []
  citizenFeed({ chipdeskCitizen } as unknown as Window, state => shown.push(state))
  say(JSON.stringify({ view }))
  end()
  say(JSON.stringify({ view }))
  say('{}')
  expect(shown.map(({ status }) => status)).toEqual(['view', 'lost', 'view', 'lost'])
})

const sockets: { address: string; onmessage?: (event: { data: string }) => void; onclose?: () => void }[] = []
beforeEach(() => {
  vi.useFakeTimers()
  sockets.length = 0
  vi.stubGlobal(
    'WebSocket',
    class {
      constructor(address: string) {
        sockets.push(Object.assign(this, { address }))
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('spends the token once, takes it out of the address, and comes back by its cookie after the station was gone', async () => {
  const asked: string[] = []
  const location = { hash: '#token=abc', host: '127.0.0.1:1', pathname: '/citizen.html' }
  const page = {
    location,
    history: { replaceState: (_: unknown, __: string, to: string) => Object.assign(location, { hash: '', to }) },
    fetch: async (path: string, init?: { method: string; body: string }) => {
      asked.push(`${init?.method ?? 'GET'} ${path} ${init?.body ?? ''}`.trim())
      return { ok: true }
    },
  }
  const shown: FeedState[] = []
  citizenFeed(page as unknown as Window, state => shown.push(state))
  await vi.advanceTimersByTimeAsync(0)
  expect(sockets.map(({ address }) => address)).toEqual(['ws://127.0.0.1:1/citizen'])
  sockets[0]?.onmessage?.({ data: JSON.stringify({ view }) })
  sockets[0]?.onclose?.()
  expect(shown.map(({ status }) => status)).toEqual(['view', 'lost'])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sockets).toHaveLength(2)
  expect(asked).toEqual(['POST /citizen/session {"token":"abc"}', 'GET /citizen/session'])
})

it('says that it was not let in, and asks again', async () => {
  const page = { location: { hash: '', host: 'h', pathname: '/' }, fetch: async () => ({ ok: false }) }
  const shown: FeedState[] = []
  citizenFeed(page as unknown as Window, state => shown.push(state))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(shown.map(({ status }) => status)).toEqual(['unauthorised', 'unauthorised'])
  expect(sockets).toEqual([])
})
