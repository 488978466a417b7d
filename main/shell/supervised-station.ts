import type { StationPort } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import { connectStation, type TextPipe } from './station-wire.ts'

/** A station that runs in a process of its own. */
export interface StationProcess {
  /** Closes when the process ends, for whatever reason. */
  pipe: TextPipe
  /** Asks the process to end, and makes it end soon after. */
  stop(): Promise<void>
}

export interface SupervisedStation {
  /** The station of the moment: subscriptions outlive a restart, calls under way at a death reject. */
  port: StationPort
  /** Called at every death of the process, before it is started again. */
  onLost(listener: () => void): void
  /** Ends the process and does not start it again. */
  stop(): Promise<void>
}

const slowestRestartMs = 10_000
/** A process that lived this long was well: its death is met with an immediate restart again. */
const wellMs = 30_000

/**
 * Keeps a station running: when its process ends it is started again, at once the first time, then at doubling intervals.
 * What the station had acknowledged is in its store, so a new process goes on where the old one ended.
 */
export function superviseStation(start: () => StationProcess): SupervisedStation {
  const stateListeners = new Set<(state: StationState) => void>()
  const lostListeners: (() => void)[] = []
  let state: StationState | undefined
  let stopped = false
  let deaths = 0
  let restart: ReturnType<typeof setTimeout> | undefined
  let running = run()

  function run(): StationProcess & { port: StationPort } {
    const process = start()
    const startedAt = performance.now()
    const port = connectStation(process.pipe)
    port.subscribe(next => {
      state = next
      for (const listener of [...stateListeners]) listener(next)
    })
    process.pipe.onClose(() => {
      state = undefined
      if (stopped) return
      deaths = performance.now() - startedAt > wellMs ? 1 : deaths + 1
      for (const listener of lostListeners) listener()
      restart = setTimeout(() => {
        running = run()
      }, restartDelay(deaths))
    })
    return { ...process, port }
  }

  return {
    port: {
      call: (name, params) => running.port.call(name, params),
      subscribe(listener) {
        stateListeners.add(listener)
        if (state) listener(state)
        return () => stateListeners.delete(listener)
      },
    },
    onLost: listener => lostListeners.push(listener),
    stop() {
      stopped = true
      clearTimeout(restart)
      return running.stop()
    },
  }
}

/** Delay before restart n (from 1), ms. */
export const restartDelay = (death: number): number =>
  death <= 1 ? 0 : Math.min(slowestRestartMs, 250 * 2 ** (death - 2))
