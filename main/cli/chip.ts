import { setTimeout as sleep } from 'node:timers/promises'
import { type LatencyName, latencyModels, latencyNames } from '../../fixtures/chip/latency.ts'
import { insertCard, type QueuedCard } from '../../fixtures/chip/virtual-reader-card.ts'
import { hostileNames, hostileNotes } from '../../fixtures/country/hostile.ts'
import { passportProfileNames, passportProfiles } from '../../fixtures/country/passport-profile.ts'
import { population } from '../../fixtures/country/population.ts'
import { profileNames, profiles } from '../../fixtures/country/profile.ts'
import { hostileCatalogue } from '../../fixtures/hostile/catalogue.ts'
import { issued } from '../../fixtures/hostile/honest-image.ts'
import { isOnCard, trustCatalogue } from '../../fixtures/hostile-trust/catalogue.ts'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { forgetVirtualReader, noteVirtualReader, runningVirtualReader } from '../station/running-virtual-reader.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'
import { type CardKeys, virtualCard } from './virtual-card.ts'

/** `chipdesk chip`: puts a virtual card on the virtual reader until it is stopped. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      port: { type: 'string' },
      hostile: { type: 'string' },
      latency: { type: 'string', default: 'instant' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  if (values.list) return list(values.json)
  const [what] = positionals
  if (what === undefined)
    throw new UsageError('name a person, as in mai or cccd-2021/mai, or a folder of elementary files')
  const latency = latencyNames.find(name => name === values.latency)
  if (!latency) throw new UsageError(`--latency takes one of ${latencyNames.join(', ')}`)
  const card = await virtualCard(what, values.hostile)
  if ('tag' in card) return notDone(card, values.json)
  const reader = await readerFor(portOf(values.port))
  if ('tag' in reader) return notDone(reader, values.json)
  const inserted = await insertCard(card.chip, { port: reader.port, latency: card.latency ?? latencyModels[latency] })
  if (!inserted.ok) {
    await reader.stop()
    return notDone(inserted.error, values.json)
  }
  const facts = {
    name: card.name,
    port: reader.port,
    ...(reader.socket && { socket: reader.socket }),
    ...card.keys,
  }
  const stopped = untilStopped()
  const lost = new Promise<'lost'>(resolve => inserted.value.onRemoved(() => resolve('lost')))
  const waits = !(await Promise.race([lies(inserted.value), stopped, lost]))
  if (values.json) printJson({ ...facts, ...(waits && { waits }) })
  else printCard(facts, waits)
  const end = await Promise.race([stopped, lost])
  await inserted.value.remove()
  await reader.stop()
  if (end !== 'lost') return exitCodes.done
  return notDone(chipDeskError('ReaderLost', { cause: `the virtual reader on port ${reader.port} has ended` }), false)
}

/** Whether it lies on the reader. A reader takes a card within half a second, unless it has one already. */
const lies = ({ noticed }: QueuedCard): Promise<boolean> =>
  Promise.race([noticed.then(() => true), sleep(2000, false, { ref: false })])

interface Reader {
  readonly port: number
  readonly socket?: string
  stop(): Promise<void>
}

/** The named port of a running vpcd, else ChipDesk's running virtual reader, else a new one. */
async function readerFor(port: number | undefined): Promise<Reader | ChipDeskError> {
  const stop = async () => {}
  if (port !== undefined) return { port, stop }
  const running = await runningVirtualReader()
  if (running) return { port: running.port, socket: running.socket, stop }
  const started = await startVirtualReader()
  if (!started.ok) return started.error
  const { socket, pid } = started.value
  await noteVirtualReader({ socket, port: started.value.port, pid })
  return {
    port: started.value.port,
    socket,
    async stop() {
      await forgetVirtualReader(socket)
      await started.value.stop()
    },
  }
}

/** For people who must choose one. */
const latencyNotes: Readonly<Record<LatencyName, string>> = {
  instant: 'as fast as this computer',
  'contactless-106': 'a contactless pad at 106 kbit/s: USB, frames, the own time of a card',
  'contactless-212': 'the same at 212 kbit/s',
  'contactless-424': 'the same at 424 kbit/s',
  'contactless-848': 'the same at 848 kbit/s',
  'contact-t1': 'a contact slot, T=1',
  'card-37ms': '37 ms for every 256 bytes, as in the one public log of a PC/SC reader',
}

function list(json: boolean): number {
  const people = population().map(({ id, personalNumber, fullName, note }) => ({
    id,
    number: personalNumber,
    name: fullName,
    note: note.vi,
    noteEn: note.en,
  }))
  const documents = trustCatalogue.filter(isOnCard)
  if (json) {
    const catalogue = [...hostileCatalogue, ...documents].map(({ name, group, note, expected }) => ({
      name,
      group,
      note,
      expected,
    }))
    const passports = passportProfileNames
    printJson({ people, profiles: profileNames, passports, hostile: hostileNames, catalogue, latency: latencyNames })
    return exitCodes.done
  }
  const line = (name: string, text: string) => console.log(`  ${name.padEnd(42)}${text}`)
  console.log('PERSON')
  for (const { id, number, name, noteEn } of people) line(id, `${number}  ${name.padEnd(32)}  ${noteEn}`)
  console.log('\nPROFILE, before a person as in cccd-2021/mai; without it, what the person has')
  for (const name of profileNames) line(name, profiles[name].note.en)
  console.log('\nPASSPORT, of the traveller from Utopia or as in passport-rsa/mai')
  for (const name of passportProfileNames) line(name, passportProfiles[name].note.en)
  console.log('\n--hostile NAME, with any person')
  for (const name of hostileNames) line(name, hostileNotes[name].en)
  console.log(`\n--hostile NAME, with ${issued().persona.id} alone: the chip misbehaves`)
  for (const { name, note } of hostileCatalogue) line(name, note)
  console.log(`\n--hostile NAME, with ${issued().persona.id} alone: the documents are not in order`)
  for (const { name, note } of documents) line(name, note)
  console.log('\n--latency NAME')
  for (const name of latencyNames) line(name, latencyNotes[name])
  return exitCodes.done
}

function printCard(
  { name, port, can, qr, mrz, document, dataGroups, hostile }: { name: string; port: number } & CardKeys,
  waits: boolean,
) {
  if (waits)
    console.log(`Another card lies on the virtual reader (port ${port}). ${name} follows when that one is lifted.`)
  else console.log(`${name} lies on the virtual reader (port ${port}). Ctrl-C lifts it.`)
  if (hostile) {
    const { tag, verdict, reason } = hostile.expected
    console.log(`${hostile.note}\nExpected: ${[tag, verdict, reason].filter(Boolean).join(', ')}`)
  }
  const ways = [can && `--can ${can}`, mrz && !can && `--mrz '${mrz}'`, document, qr && `--qr '${qr}'`].filter(Boolean)
  ways.forEach((way, index) => {
    console.log(
      `${index === 0 ? 'Read it in another terminal: ' : 'or: '} npx chipdesk read ${way}${dataGroups ? ` --dg ${dataGroups}` : ''}`,
    )
  })
}
