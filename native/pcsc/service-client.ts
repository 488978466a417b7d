import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { ServiceCallName, ServiceCalls, ServiceReply } from './service-calls.ts'

/** The calls as seen from outside their thread: all of them take time, and may take for ever. */
export type ServiceClient = {
  readonly [N in ServiceCallName]: (
    ...parameters: Parameters<ServiceCalls[N]>
  ) => Promise<Awaited<ReturnType<ServiceCalls[N]>>>
}

const names: readonly ServiceCallName[] = [
  'open',
  'list',
  'wait',
  'cancel',
  'close',
  'connect',
  'transmit',
  'reset',
  'release',
]

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** The thread's file lies beside this one, as source or built. */
const threadFile = () => new URL(`./service-thread${extname(import.meta.url)}`, import.meta.url)

/** Starts the thread. Rejects with the reason where the native module cannot be loaded. */
async function startThread() {
  // Options of this process may be for its own program only (`--input-type`).
  const thread = new Worker(threadFile(), { execArgv: [] })
  const waiting = new Map<number, Waiting>()
  const answerOf = (id: number) => new Promise<unknown>((resolve, reject) => void waiting.set(id, { resolve, reject }))

  thread.on('message', ({ id, value, failure }: ServiceReply) => {
    const caller = waiting.get(id)
    waiting.delete(id)
    if (failure === undefined) caller?.resolve(value)
    else caller?.reject(new Error(failure))
  })
  const failAll = (error: Error) => {
    for (const caller of waiting.values()) caller.reject(error)
    waiting.clear()
  }
  thread.on('error', failAll)
  thread.on('exit', () => failAll(new Error('PC/SC service stopped')))

  await answerOf(0)
  let last = 0
  const call = (name: ServiceCallName, parameters: readonly unknown[]) => {
    const id = ++last
    const answer = answerOf(id)
    thread.postMessage({ id, call: name, parameters })
    return answer
  }
  const client = Object.fromEntries(names.map(name => [name, (...all: readonly unknown[]) => call(name, all)]))
  return { thread, client: client as ServiceClient }
}

let started: ReturnType<typeof startThread> | undefined
let users = 0

/**
 * The one client of this process. Its thread keeps Node running until every user has said that it is done.
 * @returns the calls and how to say so; rejects where the native module cannot be loaded
 */
export async function joinService(): Promise<{ client: ServiceClient; done: () => void }> {
  started ??= startThread()
  const { thread, client } = await started
  users++
  thread.ref()
  const done = () => {
    users--
    if (users === 0) thread.unref()
  }
  return { client, done }
}
