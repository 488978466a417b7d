import { setTimeout as pause } from 'node:timers/promises'
import { inTime } from './blocked-calls.ts'
import type { LoadedService } from './load-service.ts'
import { lookForChange, lookNow } from './reader-look.ts'
import { type ReaderView, readerView, sameView, swappedCards } from './reader-states.ts'
import { openSession, whyNoService } from './service-session.ts'

/** The readers and the cards on them, followed through plugging, unplugging and restarts of the service. */
export interface ReaderWatch {
  view(): ReaderView
  /** Calls back at once and at every change. Returns how to stop. */
  subscribe(listener: (view: ReaderView) => void): () => void
  stop(): Promise<void>
}

const closeWithinMs = 1_000
const noNewsMs = 50
const retryMs = [100, 200, 400, 800] as const

type Publish = (view: ReaderView) => void

/** Follows one session to its end, and closes it. */
async function follow(service: LoadedService, session: number, publish: Publish, stopped: AbortSignal) {
  let look = await lookNow(service.client, session)
  while (!('ended' in look)) {
    publish(readerView(look.found))
    const seen = look.found
    look = stopped.aborted ? { ended: 'cancelled' } : await lookForChange(service.client, session, seen)
    if ('ended' in look) break
    const swapped = swappedCards(seen, look.found)
    if (swapped.size > 0) publish(readerView(look.found, swapped))
    // Some services announce news again and again that are none.
    else if (sameView(readerView(seen), readerView(look.found))) await pause(noNewsMs)
  }
  if (look.ended !== 'cancelled') publish({ readers: [], error: look.ended })
  if (!look.hangs) await inTime(service.client.close(session), closeWithinMs).catch(() => {})
}

function makeBoard() {
  const listeners = new Set<Publish>()
  let view: ReaderView = readerView([])
  const publish: Publish = next => {
    const news = !sameView(view, next)
    view = next
    if (news) for (const listener of [...listeners]) listener(view)
  }
  const subscribe = (listener: Publish) => {
    listeners.add(listener)
    listener(view)
    return () => void listeners.delete(listener)
  }
  return { view: () => view, publish, subscribe }
}

/** Starts following; resolves when the first view is known: readers, or why there are none. */
export async function watchReaders(service: LoadedService): Promise<ReaderWatch> {
  const board = makeBoard()
  const stopping = new AbortController()
  let haveView = () => {}
  const firstView = new Promise<void>(resolve => {
    haveView = resolve
  })
  let session: number | undefined
  const publish: Publish = view => {
    board.publish(view)
    haveView()
  }

  const run = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      const opened = await openSession(service)
      if (opened.ok) {
        failures = 0
        session = opened.value
        await follow(service, session, publish, stopping.signal)
        session = undefined
      } else publish({ readers: [], error: opened.error })
      const wait = retryMs[Math.min(failures++, retryMs.length - 1)]
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()
  const stop = async () => {
    stopping.abort()
    // To cancel is to talk to the service: not if it hangs. The wait ends by itself within a second.
    if (session !== undefined && !(await whyNoService(service)) && session !== undefined) {
      service.client.cancel(session).catch(() => {})
    }
    await running
  }
  await firstView
  return { view: board.view, subscribe: board.subscribe, stop }
}
