import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { InsuranceScenario } from '../fixtures/services/insurance/insurance-scenario.ts'
import type { RegistryScenario } from '../fixtures/services/registry/registry-scenario.ts'

/** A demo desk in a process of its own, with the citizens and the network in the hands of the test. */
export interface RunningDesk {
  readonly url: string
  /** `in-process` where no PC/SC service can be started: no card is read as at a real desk then. */
  readonly reader: 'pcsc' | 'in-process'
  /** Lays a card of the invented country on the pad: `PERSON`, `PERSON/HOSTILE`. */
  place(persona: string): Promise<void>
  lift(): Promise<void>
  network(online: boolean): Promise<void>
  /** How the central register answers from now on. */
  register(scenario: RegistryScenario): Promise<void>
  /** How the insurance portal answers from now on. */
  portal(scenario: InsuranceScenario | 'normal'): Promise<void>
  /** As somebody ends the program. */
  stop(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
}

interface Said {
  readonly id?: number
  readonly url?: string
  readonly reader?: RunningDesk['reader']
  readonly error?: string
}

/** @param desk id of its definition. @param latency of the cards; those of a test are as quick as the computer */
export async function startDesk(home: string, desk: string, latency = 'instant'): Promise<RunningDesk> {
  const child = fork(join(import.meta.dirname, 'desk-process.ts'), [desk, latency], {
    env: { ...process.env, CHIPDESK_HOME: home },
    execArgv: [],
  })
  const waiting = new Map<number, (said: Said) => void>()
  const opened = new Promise<Pick<RunningDesk, 'url' | 'reader'>>((resolve, reject) => {
    child.on('message', message => {
      const said = message as Said
      if (said.url !== undefined) resolve({ url: said.url, reader: said.reader ?? 'in-process' })
      if (said.id !== undefined) waiting.get(said.id)?.(said)
    })
    child.once('exit', code => reject(new Error(`the desk ended with ${code}`)))
  })
  let last = 0
  const call = (name: string, params: object) =>
    new Promise<void>((resolve, reject) => {
      const id = ++last
      waiting.set(id, ({ error }) => {
        waiting.delete(id)
        if (error === undefined) resolve()
        else reject(new Error(error))
      })
      child.send({ id, call: name, params })
    })
  const ended = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  return {
    ...(await opened),
    place: persona => call('demo.place', { persona }),
    lift: () => call('demo.remove', {}),
    network: online => call('demo.registry', { online }),
    register: scenario => call('register', { scenario }),
    portal: scenario => call('portal', { scenario }),
    stop: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
  }
}
