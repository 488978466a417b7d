import { existsSync, statSync } from 'node:fs'
import { concatBytes } from '@noble/hashes/utils.js'
import { type Chip, createChip } from '../../fixtures/chip/chip.ts'
import type { ChipImage } from '../../fixtures/chip/chip-image.ts'
import { loadImageFolder } from '../../fixtures/chip/image-folder.ts'
import { type Latency, latencyModels, latencyNames } from '../../fixtures/chip/latency.ts'
import { insertCard } from '../../fixtures/chip/virtual-reader-card.ts'
import { hostileNames } from '../../fixtures/country/hostile.ts'
import { hostileCase, hostileCatalogue } from '../../fixtures/hostile/catalogue.ts'
import { issued } from '../../fixtures/hostile/honest-image.ts'
import type { HostileCase } from '../../fixtures/hostile/hostile-case.ts'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { cardOf, demoPersonas } from '../station/demo.ts'
import { forgetVirtualReader, noteVirtualReader, runningVirtualReader } from '../station/running-virtual-reader.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

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
  if (what === undefined) throw new UsageError('name a persona or a folder of elementary files')
  const latency = latencyNames.find(name => name === values.latency)
  if (!latency) throw new UsageError(`--latency takes one of ${latencyNames.join(', ')}`)
  const card = await cardFor(what, values.hostile)
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
  if (values.json) printJson(facts)
  else printCard(facts)
  await untilStopped()
  await inserted.value.remove()
  await reader.stop()
  return exitCodes.done
}

interface VirtualCard {
  readonly name: string
  readonly chip: Chip
  readonly keys: Keys
  /** A hostile card that is slow or mute takes its own time. */
  readonly latency?: Latency
}

interface Keys {
  readonly can?: string
  readonly qr?: string
  readonly mrz?: string
  /** Options of `chipdesk read` that open it by BAC or PACE with the MRZ. */
  readonly document?: string
  /** What a hostile card of the catalogue does, and what a reader must make of it. */
  readonly hostile?: Pick<HostileCase, 'note' | 'expected'>
}

async function cardFor(what: string, hostile: string | undefined): Promise<VirtualCard | ChipDeskError> {
  const person = cardOf(hostile ? `${what}/${hostile}` : what)
  if (person) {
    const { image, can, qrText, mrz } = person
    return { name: image.name, chip: createChip(image), keys: { can, qr: qrText, mrz: mrz.join(' ') } }
  }
  const listed = hostile === undefined ? undefined : hostileCase(hostile)
  if (listed && what === issued().persona.id) return cardOfCatalogue(listed)
  if (hostile !== undefined) {
    return chipDeskError('ConfigInvalid', {
      cause: `no hostile card ${hostile} of ${what}; see chipdesk chip --list`,
    })
  }
  if (!existsSync(what) || !statSync(what).isDirectory()) {
    return chipDeskError('ConfigInvalid', {
      cause: `neither a persona nor a folder: ${what}; see chipdesk chip --list`,
    })
  }
  const folder = await loadImageFolder(what)
  if (!folder.ok) return chipDeskError('ConfigInvalid', { cause: folder.error.message })
  return { name: folder.value.name, chip: createChip(folder.value), keys: keysOf(folder.value) }
}

/** Virtual readers carry at most that many bytes. */
const largestResponse = 65_535

function cardOfCatalogue({ name, note, expected, card, secret = 'can', latency }: HostileCase): VirtualCard {
  const { can, mrz } = issued()
  const chip = card()
  const keys = { can: { can }, mrz: { mrz: mrz.join(' ') }, 'wrong-can': { can: '111111' } }[secret]
  return {
    name,
    chip: {
      ...chip,
      get image() {
        return chip.image
      },
      get atr() {
        return chip.atr
      },
      transmit(command) {
        const response = chip.transmit(command)
        if (response.length <= largestResponse) return response
        return concatBytes(response.subarray(0, largestResponse - 2), response.subarray(-2))
      },
    },
    keys: { ...keys, hostile: { note, expected } },
    ...(latency && { latency }),
  }
}

/** How a card from a folder is opened: by what its DG1 says. */
function keysOf({ can, files }: ChipImage): Keys {
  const dg1 = files.get(elementaryFile('DG1').fid)
  const mrz = dg1 && parseDg1(dg1)
  if (!mrz?.ok) return { ...(can && { can }) }
  const { documentNumber, birthDate, expiryDate } = mrz.value
  return { ...(can && { can }), document: `--document ${documentNumber} --birth ${birthDate} --expiry ${expiryDate}` }
}

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

function list(json: boolean): number {
  const listed = demoPersonas().filter(({ hostile }) => !hostile)
  const catalogue = hostileCatalogue.map(({ name, group, note, expected }) => ({ name, group, note, expected }))
  if (json) printJson({ personas: listed, hostile: hostileNames, catalogue, latency: latencyNames })
  else {
    for (const { id, number, name, noteEn } of listed) console.log(`${id.padEnd(28)}${number}  ${name}  (${noteEn})`)
    console.log(`\nhostile varieties (--hostile): ${hostileNames.join(', ')}`)
    console.log(`and of ${issued().persona.id} alone:`)
    for (const { name, note } of catalogue) console.log(`  ${name.padEnd(42)}${note}`)
    console.log(`latency models (--latency): ${latencyNames.join(', ')}`)
  }
  return exitCodes.done
}

function printCard({ name, port, can, qr, mrz, document, hostile }: { name: string; port: number } & Keys) {
  console.log(`${name} lies on the virtual reader (port ${port}). Ctrl-C lifts it.`)
  if (hostile) {
    const { tag, verdict, reason } = hostile.expected
    console.log(`${hostile.note}\nExpected: ${[tag, verdict, reason].filter(Boolean).join(', ')}`)
  }
  if (can) console.log(`Read it in another terminal:  npx chipdesk read --can ${can}`)
  if (hostile && mrz) console.log(`Read it in another terminal:  npx chipdesk read --mrz '${mrz}'`)
  if (document) console.log(`Read it in another terminal:  npx chipdesk read ${document}`)
  if (qr) console.log(`or:  npx chipdesk read --qr '${qr}'`)
}
