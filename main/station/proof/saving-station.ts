import { writeSync } from 'node:fs'
import { inventedFiles, inventedReport } from '../../online/invented-questions.ts'
import { createRegistryClient } from '../../online/registry-client.ts'
import type { CardRead, FileId } from '../../reading/card-read.ts'
import { openStore } from '../../store/open-store.ts'
import { placeOf, servingAt } from '../access.ts'
import { askedRegister } from '../asked-register-of-tests.ts'
import { defaultConfig } from '../config.ts'
import { deskContext } from '../desk-context.ts'
import { createRecords } from '../records.ts'
import { rulesOfTests } from '../rules-of-tests.ts'

/** What the process is told, as JSON. */
export interface SavingStation {
  readonly store: string
  /** Hexadecimal. */
  readonly key: string
  readonly registry: { readonly url: string; readonly publicKeys: Readonly<Record<string, string>> }
  /** Only sends what waits, then ends. */
  readonly onlySend?: boolean
}

/** Said to whoever kills it, one line each; `saved`, `answered` and `numbered` only when the records said so. */
const say = (line: string) => writeSync(1, `${line}\n`)

const read: CardRead = {
  at: '2026-11-21T08:15:00+07:00',
  access: {} as CardRead['access'],
  files: inventedFiles as ReadonlyMap<FileId, Uint8Array>,
  notRead: [],
  timings: { total: 700 },
  apdu: { count: 80, bytesOut: 1000, bytesIn: 20_000, readSize: 223 },
}

const numbering = { series: 'ct07/2026', form: '{n}/XN' }

/** The core of a station as it is, but for the screen and the reader: it saves reads without end. */
async function main({ store: path, key, registry, onlySend }: SavingStation): Promise<void> {
  const { desk } = defaultConfig()
  const store = openStore({ path, key: Buffer.from(key, 'hex'), thread: true })
  if (!store.ok) throw new Error(`${store.error.tag} ${store.error.cause}`)
  const client = createRegistryClient({ baseUrl: registry.url, publicKeys: registry.publicKeys, timeoutMs: 5000 })
  const records = createRecords({
    ...askedRegister(store.value, client, 1000),
    store: store.value,
    context: serving => deskContext(desk, serving),
    place: placeOf(desk),
    demo: true,
  })
  say('open')
  if (onlySend) {
    while ((await records.sendNow()).pending > 0) await new Promise(resolve => setTimeout(resolve, 50))
    await records.close()
    return
  }
  let isClosing = false
  process.once('SIGTERM', () => {
    isClosing = true
    say('closing')
    void records.close().then(() => say('closed'))
  })
  const { definition } = await rulesOfTests()
  const [visit] = definition.visits
  if (!visit) throw new Error('an office without a purpose')
  const consent = {
    type: 'LEGAL_DUTY',
    method: 'SCREEN',
    recordedAt: new Date().toISOString(),
    textVersion: '1',
  } as const
  const serving = servingAt(placeOf(desk), { id: 'nhan-vien', role: 'clerk' }, { visit, consent, definition })
  for (let n = 0; !isClosing; n++) await serve(n % 3 === 0)

  async function print(transactionId: string): Promise<void> {
    const act = { kind: 'document', document: 'ct07', basis: 'registry' } as const
    const kept = await records.act(serving, { transactionId, act, action: 'transaction.print', facts: {}, numbering })
    if (kept.ok && kept.value.kind === 'document') say(`numbered ${transactionId} ${kept.value.number}`)
  }

  /** One citizen; some wait until the register has answered, and get a paper. */
  async function serve(waits: boolean): Promise<void> {
    let answered = () => {}
    let served = ''
    const answer = new Promise<void>(resolve => {
      answered = resolve
      setTimeout(resolve, 150)
    })
    let isFirst = true
    await records.keep(serving, read, inventedReport(), ({ id, registry: state }, storeError) => {
      if (storeError) return say(`refused ${storeError.tag}`)
      if (isFirst) say(`saved ${id}`)
      isFirst = false
      served = id
      if (state.status !== 'answered') return
      say(`answered ${id}`)
      answered()
    })
    if (!waits) return
    await answer
    await print(served)
  }
}

void main(JSON.parse(process.argv[2] ?? '{}'))
