import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'
import type { CardSource, CardTransport } from '../../main/reading/card-transport.ts'
import { connectCard } from './card-connect.ts'
import { cardConnection } from './card-connection.ts'
import { type LoadedService, loadService } from './load-service.ts'
import type { ReaderView } from './reader-states.ts'
import { watchReaders } from './reader-watch.ts'
import { whyNoService } from './service-session.ts'

/** Why a reader cannot be connected to, as far as that is known without asking the service. */
function whyNot(view: ReaderView, readerName: string, blocked: ReadonlySet<string>): ChipDeskError | undefined {
  if (view.error) return view.error
  if (!view.readers.some(({ name }) => name === readerName)) {
    return chipDeskError('ReaderLost', { cause: `no reader named ${readerName}` })
  }
  if (!blocked.has(readerName)) return undefined
  return chipDeskError('CardMute', { cause: 'the reader still waits for the card before, which must be lifted' })
}

/** Connects to cards, one at a time on each reader. */
function makeConnector(service: LoadedService, view: () => ReaderView) {
  const blocked = new Set<string>()
  const open = new Set<CardTransport>()
  const connect = async (readerName: string): Promise<Result<CardTransport, ChipDeskError>> => {
    const problem = whyNot(view(), readerName, blocked) ?? (await whyNoService(service))
    if (problem) return fail(problem)
    const blockage = { begin: () => void blocked.add(readerName), end: () => void blocked.delete(readerName) }
    const card = await connectCard(service.client, readerName, blockage)
    if (!card.ok) return card
    const connection = cardConnection(card.value, readerName, blockage)
    open.add(connection)
    return ok({ ...connection, close: () => connection.close().finally(() => open.delete(connection)) })
  }
  return { connect, closeAll: () => Promise.all([...open].map(connection => connection.close())) }
}

/**
 * Opens the PC/SC service of this computer. A service that is not running is no failure: watchers are told, and it is
 * found as soon as it comes, as readers and cards are.
 *
 * One service per process: libpcsclite keeps the first socket it was told. Node stays running until `close()`.
 *
 * @param options.socket Unix socket of a private service; the system's by default, or `PCSCLITE_CSOCK_NAME`
 * @returns `ServiceMissing` where the native module or its system library is not there
 */
export async function openPcsc(options: { socket?: string } = {}): Promise<Result<CardSource, ChipDeskError>> {
  const loaded = await loadService(options.socket)
  if (!loaded.ok) return loaded
  const service = loaded.value
  const watch = await watchReaders(service)
  const connector = makeConnector(service, watch.view)
  const closed = fail(chipDeskError('ServiceDown', { cause: 'the card source was closed' }))
  let closing: Promise<void> | undefined

  const close = async () => {
    await connector.closeAll()
    await watch.stop()
    service.done()
  }
  return ok({
    watch: listener => watch.subscribe(({ readers, error }) => listener(readers, error)),
    connect: async readerName => (closing ? closed : connector.connect(readerName)),
    close: () => {
      closing ??= close()
      return closing
    },
  })
}
