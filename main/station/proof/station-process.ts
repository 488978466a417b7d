import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { StationPort } from '../../protocol/station.ts'
import type { StationState } from '../../protocol/station-state.ts'

/** A station in a process of its own, in demo mode, as a shell starts it. */
export interface StationProcess {
  readonly child: ChildProcess
  readonly port: StationPort
  /** The first state that fits. Rejects when the process ends before. */
  until(fits: (state: StationState) => boolean): Promise<StationState>
  /** Exit code, or the signal. */
  readonly ended: Promise<number | string>
  /** All it wrote to its standard error. */
  problems(): string
}

type Connect = (pipe: {
  send(text: string): void
  onMessage(listener: (text: string) => void): void
  onClose(listener: () => void): void
}) => StationPort

/**
 * @param connect the shell's end of the wire
 * @param heard told of every text on the wire
 */
export function startStationProcess(
  home: string,
  connect: Connect,
  heard: (text: string) => void = () => undefined,
  env: NodeJS.ProcessEnv = {},
): StationProcess {
  const child = fork(join(import.meta.dirname, '..', 'process.ts'), [], {
    env: { ...process.env, CHIPDESK_HOME: home, CHIPDESK_MODE: 'demo', XDG_RUNTIME_DIR: home, TMPDIR: home, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let [problems, out] = ['', '']
  child.stderr?.on('data', text => {
    problems += text
  })
  child.stdout?.on('data', text => {
    out += text
  })
  const ended = new Promise<number | string>(resolve => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'gone'))
  })
  const port = connect({
    send: text => void (child.connected && child.send(text)),
    onMessage: listener =>
      child.on('message', text => {
        heard(String(text))
        listener(String(text))
      }),
    onClose: listener => child.on('exit', listener),
  })
  const until = (fits: (state: StationState) => boolean) =>
    new Promise<StationState>((resolve, reject) => {
      const stop = port.subscribe(state => {
        if (!fits(state)) return
        resolve(state)
        queueMicrotask(() => stop())
      })
      void ended.then(how => reject(new Error(`the station ended with ${how}: ${problems.slice(0, 500)}`)))
    })
  return { child, port, until, ended, problems: () => problems + out }
}
