import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import { fail, ok, type Result } from '../../main/protocol/result.ts'
import type { CardSource, CardTransport } from '../../main/reading/card-transport.ts'
import { connectCard } from './card-connect.ts'
import { cardConnection } from './card-connection.ts'
import type { Blockage } from './card-session.ts'
import { pcscError } from './pcsc-errors.ts'
import type { ReaderView } from './reader-states.ts'
import { watchReaders } from './reader-watch.ts'
import { openSession } from './service-session.ts'
import { type LoadedSmartcard, loadSmartcard, type ServiceReader, type ServiceSession } from './smartcard-module.ts'

const lost = (readerName: string) => chipDeskError('ReaderLost', { cause: `no reader named ${readerName}` })

/** Why a reader cannot be connected to, as far as that is known without asking the service. */
function whyNot(view: ReaderView, readerName: string, blocked: ReadonlySet<string>): ChipDeskError | undefined {
  if (view.error) return view.error
  if (!view.readers.some(({ name }) => name === readerName)) return lost(readerName)
  if (!blocked.has(readerName)) return undefined
  return chipDeskError('CardMute', { cause: 'the reader still waits for the card before, which must be lifted' })
}

function findReader(service: ServiceSession, readerName: string): Result<ServiceReader, ChipDeskError> {
  try {
    const reader = service.listReaders().find(({ name }) => name === readerName)
    return reader ? ok(reader) : fail(lost(readerName))
  } catch (thrown) {
    return fail(pcscError('connect', thrown))
  }
}

/** Connects in a session of its own: a card that never answers blocks nothing but that session. */
async function connect(
  loaded: LoadedSmartcard,
  readerName: string,
  blockage: Blockage,
): Promise<Result<CardTransport, ChipDeskError>> {
  const { smartcard } = loaded
  const service = await openSession(loaded)
  if (!service.ok) return service
  const reader = findReader(service.value, readerName)
  if (!reader.ok) {
    service.value.close()
    return reader
  }
  const card = await connectCard({ smartcard, service: service.value, reader: reader.value }, blockage)
  if (!card.ok) return card
  const atr = new Uint8Array(card.value.atr ?? reader.value.atr ?? [])
  const session = { smartcard, service: service.value, card: card.value }
  return ok(cardConnection(session, { readerName, atr }, blockage))
}

/**
 * Opens the PC/SC service of this computer. A service that is not running is no failure: watchers are told, and it is
 * found as soon as it comes, as readers and cards are.
 *
 * One service per process: libpcsclite keeps the first socket it was told. Call `close()` at the end, and where a card
 * may still be silent end the process by `process.exit`: a call that blocks keeps Node running otherwise.
 *
 * @param options.socket Unix socket of a private service; the system's by default, or `PCSCLITE_CSOCK_NAME`
 * @returns `ServiceMissing` where the native module or its system library is not there
 */
export async function openPcsc(options: { socket?: string } = {}): Promise<Result<CardSource, ChipDeskError>> {
  const loaded = await loadSmartcard(options.socket)
  if (!loaded.ok) return loaded
  const watch = await watchReaders(loaded.value)
  const blocked = new Set<string>()
  const open = new Set<CardTransport>()
  let closed = false

  return ok({
    watch: listener => watch.subscribe(({ readers, error }) => listener(readers, error)),
    connect: async readerName => {
      if (closed) return fail(chipDeskError('ServiceDown', { cause: 'the card source was closed' }))
      const problem = whyNot(watch.view(), readerName, blocked)
      if (problem) return fail(problem)
      const blockage = { begin: () => blocked.add(readerName), end: () => blocked.delete(readerName) }
      const connected = await connect(loaded.value, readerName, blockage)
      if (!connected.ok) return connected
      const card = connected.value
      open.add(card)
      return ok({ ...card, close: () => card.close().finally(() => open.delete(card)) })
    },
    close: async () => {
      closed = true
      await Promise.all([...open].map(card => card.close()))
      await watch.stop()
    },
  })
}
