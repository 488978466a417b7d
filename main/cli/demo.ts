import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StationPort } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import { demoPersonas } from '../station/demo.ts'
import { inventedCard } from '../station/invented-card.ts'
import { openStation } from '../station/open-station.ts'
import { readArguments, UsageError } from './arguments.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { notDone, printJson, printReport } from './terminal.ts'

type Result = Extract<StationState['counter'], { step: 'result' }>

/** `chipdesk demo`: the whole main job once, without hardware or window, in a place of its own that is removed afterwards. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    persona: { type: 'string', default: demoPersonas()[0]?.id ?? '' },
    hostile: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const id = values.hostile ? `${values.persona}/${values.hostile}` : values.persona
  const card = inventedCard(id)
  if (!card) throw new UsageError(`no persona ${id}; see chipdesk chip --list`)
  const home = await mkdtemp(join(tmpdir(), 'chipdesk-demo-'))
  const start = performance.now()
  const station = await openStation({ mode: 'demo', latency: 'instant', env: { ...process.env, CHIPDESK_HOME: home } })
  if (!station.ok) return notDone(station.error, values.json)
  try {
    const reader =
      (await until(station.value, ({ demo, readers }) => (readers.length > 0 ? demo?.reader : undefined))) ?? 'none'
    await station.value.call('demo.place', { persona: id })
    await station.value.call('counter.input', { text: card.qrText })
    const ended = await until(station.value, ({ counter }) => {
      if (counter.step === 'waiting' && counter.error) return counter.error
      return counter.step === 'result' && counter.transaction.registry.status === 'answered' ? counter : undefined
    })
    if (!ended || 'tag' in ended) return ended ? notDone(ended, values.json) : exitCodes.notDone
    const { transactions } = await station.value.call('history.search', { text: card.persona.personalNumber, limit: 1 })
    const stored = transactions[0]?.id === ended.transaction.id
    const totalMs = Math.round(performance.now() - start)
    if (values.json) printJson({ reader, stored, totalMs, transaction: ended.transaction })
    else print(ended, { reader, stored, totalMs })
    return stored ? exitCodeOf(ended.transaction.report.light) : exitCodes.notDone
  } finally {
    await station.value.close()
    await rm(home, { recursive: true, force: true })
  }
}

/** The first value that `pick` finds in the station's state, or undefined after 15 s. */
function until<T>(station: StationPort, pick: (state: StationState) => T | undefined): Promise<T | undefined> {
  return new Promise(resolve => {
    let stop = () => {}
    const timer = setTimeout(finish, 15_000)
    function finish(value?: T) {
      clearTimeout(timer)
      queueMicrotask(() => stop())
      resolve(value)
    }
    stop = station.subscribe(state => {
      const found = pick(state)
      if (found !== undefined) finish(found)
    })
  })
}

function print(
  { transaction, face }: Result,
  { reader, stored, totalMs }: { reader: string; stored: boolean; totalMs: number },
) {
  const { report, registry } = transaction
  console.log(
    `DEMO  an invented card on ${reader === 'pcsc' ? 'a virtual reader, through real PC/SC' : 'the in-process chip (no PC/SC here)'}`,
  )
  printReport(report)
  console.log(`  face: ${face ? 'read' : 'not read'}`)
  console.log(
    `  registry: ${registry.status === 'answered' ? (registry.card?.verdict ?? 'answered') : registry.status}`,
  )
  console.log(`  stored: ${stored ? `yes, found again under its number (${transaction.id})` : 'NO'}`)
  console.log(`  ${totalMs} ms in all, with starting the reader, the registry and the database`)
}
