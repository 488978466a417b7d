import type { StationPort } from '../protocol/station.ts'
import type { Counter, StationState } from '../protocol/station-state.ts'
import type { TextPipe } from './station-wire.ts'

/** A station for tests of the shells: it records its calls and shows what it is told to. */
export interface ScriptedStation extends StationPort {
  readonly calls: { name: string; params: unknown }[]
  show(counter: Counter): void
  readonly subscribers: number
}

export const waitingState: StationState = {
  version: '0.0.0-test',
  desk: { id: 'desk-1', name: 'Quầy số 1' },
  readers: [],
  counter: { step: 'waiting', card: false },
  online: { status: 'unknown', pending: 0 },
  trust: { anchors: 0, test: false },
}

/** `answer` gives the result of every call, by name; it may throw. */
export function scriptedStation(answer: (name: string, params: unknown) => unknown = () => ({})): ScriptedStation {
  const made: ScriptedStation['calls'] = []
  const listeners = new Set<(state: StationState) => void>()
  let state = waitingState
  return {
    calls: made,
    show(counter) {
      state = { ...state, counter }
      for (const listener of listeners) listener(state)
    },
    get subscribers() {
      return listeners.size
    },
    async call(name, params) {
      made.push({ name, params })
      return (await answer(name, params)) as never
    },
    subscribe(listener) {
      listeners.add(listener)
      listener(state)
      return () => listeners.delete(listener)
    },
  }
}

/** Two ends of a pipe in memory; texts arrive in order, on a later microtask. */
export function pipePair(): { near: TextPipe; far: TextPipe; close(): void } {
  const end = () => ({ message: [] as ((text: string) => void)[], close: [] as (() => void)[] })
  const [a, b] = [end(), end()]
  const pipe = (own: typeof a, other: typeof a): TextPipe => ({
    send: text => queueMicrotask(() => other.message.forEach(listener => void listener(text))),
    onMessage: listener => own.message.push(listener),
    onClose: listener => own.close.push(listener),
  })
  return {
    near: pipe(a, b),
    far: pipe(b, a),
    close: () => [...a.close, ...b.close].forEach(listener => void listener()),
  }
}
