import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { CardInterface, ContextInterface, ReaderState } from 'smartcard'
import type { ReportedReader, ServiceCalls, ServiceReply, ServiceRequest } from './service-calls.ts'

/** The thread in which the native module lives: it may block here, and is loaded once, since it cannot be loaded twice. */

interface HeldCard {
  readonly context: ContextInterface
  readonly card: CardInterface
}

// The largest response of an extended command, 65,536 bytes, and its status word.
const largestResponse = { maxRecvLength: 65_538 }

/** The objects stay here under a number: freeing one that nobody refers to would be a call to the service, too. */
function handles<T>() {
  const held = new Map<number, T>()
  let last = 0
  return {
    add(object: T): number {
      held.set(++last, object)
      return last
    },
    get(handle: number): T {
      const object = held.get(handle)
      if (object === undefined) throw new Error('Invalid handle')
      return object
    },
    take(handle: number): T {
      const object = this.get(handle)
      held.delete(handle)
      return object
    },
  }
}

function serviceCalls(smartcard: typeof import('smartcard')): ServiceCalls {
  const { Context, SCARD_SHARE_EXCLUSIVE, SCARD_RESET_CARD, SCARD_LEAVE_CARD } = smartcard
  const anyProtocol = smartcard.SCARD_PROTOCOL_T0 | smartcard.SCARD_PROTOCOL_T1
  const sessions = handles<ContextInterface>()
  const cards = handles<HeldCard>()

  const connectIn = async (context: ContextInterface, readerName: string) => {
    const reader = context.listReaders().find(({ name }) => name === readerName)
    if (!reader) throw new Error('Unknown reader')
    const card = await reader.connect(SCARD_SHARE_EXCLUSIVE, anyProtocol)
    return { card: cards.add({ context, card }), atr: new Uint8Array(card.atr ?? reader.atr ?? []) }
  }
  return {
    open: () => sessions.add(new Context()),
    list: session =>
      sessions
        .get(session)
        .listReaders()
        .map(({ name, state, atr }) => ({ name, state, atr, changed: false })),
    wait: (session, readers, timeoutMs) =>
      sessions.get(session).waitForChange(readers.map(questionOf), timeoutMs) as Promise<ReportedReader[] | null>,
    cancel: session => sessions.get(session).cancel(),
    close: session => sessions.take(session).close(),
    connect: async readerName => {
      const context = new Context()
      try {
        return await connectIn(context, readerName)
      } catch (error) {
        context.close()
        throw error
      }
    },
    transmit: (card, command) => cards.get(card).card.transmit(Buffer.from(command), largestResponse),
    reset: async card => {
      await cards.get(card).card.reconnect(SCARD_SHARE_EXCLUSIVE, anyProtocol, SCARD_RESET_CARD)
    },
    release: handle => {
      const { context, card } = cards.take(handle)
      try {
        card.disconnect(SCARD_LEAVE_CARD)
      } finally {
        context.close()
      }
    },
  }
}

const questionOf = ({ name, state }: ReportedReader): ReaderState => ({ name, state, changed: false, atr: null })
const textOf = (thrown: unknown) => (thrown instanceof Error ? thrown.message : String(thrown))
const reply = (message: ServiceReply) => parentPort?.postMessage(message)

function serve(calls: ServiceCalls): void {
  parentPort?.on('message', async ({ id, call, parameters }: ServiceRequest) => {
    try {
      const make = calls[call] as (...all: readonly unknown[]) => unknown
      reply({ id, value: await make(...parameters) })
    } catch (thrown) {
      reply({ id, failure: textOf(thrown) })
    }
  })
}

try {
  serve(serviceCalls(createRequire(import.meta.url)('smartcard')))
  reply({ id: 0 })
} catch (thrown) {
  reply({ id: 0, failure: textOf(thrown) })
}
