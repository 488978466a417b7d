import { setTimeout as pause } from 'node:timers/promises'
import type { ChipDeskError } from '../../main/protocol/errors.ts'
import { pcscError } from './pcsc-errors.ts'
import { listReaders, lookForChange } from './reader-look.ts'
import { type ReaderView, readerView, type SeenReader, sameView, swappedCards } from './reader-states.ts'
import { openSession, whyNoService } from './service-session.ts'
import type { LoadedSmartcard, ServiceSession } from './smartcard-module.ts'

/** The readers and the cards on them, followed through plugging, unplugging and restarts of the service. */
export interface ReaderWatch {
  view(): ReaderView
  /** Calls back at once and at every change. Returns how to stop. */
  subscribe(listener: (view: ReaderView) => void): () => void
  stop(): Promise<void>
}

const retryMs = [100, 200, 400, 800] as const

/** Follows one session to its end, and closes it. */
async function follow(session: ServiceSession, publish: (view: ReaderView) => void, stopped: AbortSignal) {
  let seen: readonly SeenReader[]
  try {
    seen = listReaders(session)
  } catch (thrown) {
    session.close()
    return pcscError('watch', thrown)
  }
  publish(readerView(seen))
  while (!stopped.aborted) {
    const look = await lookForChange(session, seen)
    if ('ended' in look) {
      if (!look.blocked) session.close()
      return look.ended
    }
    const swapped = swappedCards(seen, look.found)
    if (swapped.size > 0) publish(readerView(look.found, swapped))
    seen = look.found
    publish(readerView(seen))
  }
  session.close()
  return 'cancelled'
}

function makeBoard() {
  const listeners = new Set<(view: ReaderView) => void>()
  let view: ReaderView = readerView([])
  const publish = (next: ReaderView) => {
    const news = !sameView(view, next)
    view = next
    if (news) for (const listener of [...listeners]) listener(view)
  }
  const subscribe = (listener: (view: ReaderView) => void) => {
    listeners.add(listener)
    listener(view)
    return () => void listeners.delete(listener)
  }
  return { view: () => view, publish, subscribe }
}

/** Starts following; resolves when the first view is known: readers, or why there are none. */
export async function watchReaders(loaded: LoadedSmartcard): Promise<ReaderWatch> {
  const board = makeBoard()
  const stopping = new AbortController()
  const { promise: firstView, resolve: haveView } = Promise.withResolvers<void>()
  let session: ServiceSession | undefined
  const publish = (view: ReaderView) => {
    board.publish(view)
    haveView()
  }
  const publishError = (error: ChipDeskError) => publish({ readers: [], error })

  const run = async () => {
    let failures = 0
    while (!stopping.signal.aborted) {
      const opened = await openSession(loaded)
      if (opened.ok) {
        failures = 0
        session = opened.value
        const ended = await follow(session, publish, stopping.signal)
        session = undefined
        if (ended !== 'cancelled') publishError(ended)
      } else publishError(opened.error)
      const wait = retryMs[Math.min(failures++, retryMs.length - 1)]
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()
  const stop = async () => {
    stopping.abort()
    // To cancel is to talk to the service, in this thread: not if it hangs. The wait ends by itself within a second.
    if (session && !(await whyNoService(loaded))) session?.cancel()
    await running
  }
  await firstView
  return { view: board.view, subscribe: board.subscribe, stop }
}
