import { dirname } from 'node:path'
import { insertCardInThread } from '../../fixtures/chip/card-in-thread.ts'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { type LatencyName, latencyModels } from '../../fixtures/chip/latency.ts'
import { hostileNamesFor, hostileNotes } from '../../fixtures/country/hostile.ts'
import { type Persona, personas } from '../../fixtures/country/persona.ts'
import { qrImage } from '../../fixtures/country/qr.ts'
import { leadSocket } from '../../native/pcsc/lead-socket.ts'
import { boundSocket } from '../../native/pcsc/load-service.ts'
import { openPcsc } from '../../native/pcsc/open-pcsc.ts'
import { isOwnSocket } from '../../native/virtual-reader/service-folder.ts'
import { startVirtualReader } from '../../native/virtual-reader/virtual-reader.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { CardSource } from '../reading/card-transport.ts'
import { inventedCard } from './invented-card.ts'
import { forgetVirtualReader, noteVirtualReader } from './running-virtual-reader.ts'

type DemoPersonas = NonNullable<StationState['demo']>['personas']

/** A pad that exists only in this program: invented cards can be laid on it and lifted. */
export interface DemoPad {
  readonly kind: 'pcsc' | 'in-process'
  readonly source: CardSource
  /** Lays an invented card (`[PROFILE/]PERSON[/HOSTILE]`) on the pad; one lying there is lifted first. */
  place(id: string): Promise<Result<undefined, ChipDeskError>>
  remove(): Promise<void>
  placed(): string | undefined
  close(): Promise<void>
}

/** Everybody the demo tray offers: each persona with a good card, then the first persona's card in each hostile variety. */
export function demoPersonas(): DemoPersonas {
  const good = personas.map(({ id, fullName, personalNumber, note, portrait }) => ({
    id,
    name: fullName,
    number: personalNumber,
    note: portrait?.format === 'jp2' ? `${note.vi}, ảnh JPEG 2000` : note.vi,
    noteEn: portrait?.format === 'jp2' ? `${note.en}, photo in JPEG 2000` : note.en,
    hostile: false,
  }))
  const [first] = good
  if (!first) return []
  const hostile = hostileNamesFor(personas[0] as Persona).map(name => ({
    ...first,
    id: `${first.id}/${name}`,
    note: hostileNotes[name].vi,
    noteEn: hostileNotes[name].en,
    hostile: true,
  }))
  return [...good, ...hostile]
}

/** Text and picture of the QR code printed on a persona's card. */
export async function qrOf(id: string): Promise<Result<{ text: string; image: string }, ChipDeskError>> {
  const card = inventedCard(id)
  if (!card) return fail(chipDeskError('ConfigInvalid', { cause: `no invented card ${id}` }))
  return ok({ text: card.qrText, image: await qrImage(card.qrText) })
}

/** A private PC/SC service with a virtual reader where that can be started, else the same chip inside this process. */
export async function openDemoPad(latency: LatencyName): Promise<DemoPad> {
  // The library of this process goes to one path for good: a service of our own can be laid there again, beside another one it is of no use.
  const bound = boundSocket()
  if (bound !== undefined && !(isOwnSocket(bound) && leadSocket(bound).ok)) return inProcessPad(latency)
  const reader = await startVirtualReader(bound === undefined ? {} : { folder: dirname(bound) })
  const source = reader.ok ? await openPcsc({ socket: reader.value.socket }) : reader
  if (!reader.ok || !source.ok) {
    if (reader.ok) await reader.value.stop()
    return inProcessPad(latency)
  }
  const { socket, port, pid } = reader.value
  await noteVirtualReader({ socket, port, pid })
  let lying: { id: string; remove(): Promise<void> } | undefined
  const remove = async () => {
    await lying?.remove()
    lying = undefined
  }
  return {
    kind: 'pcsc',
    source: oneReader(source.value),
    async place(id) {
      const card = inventedCard(id)
      if (!card) return fail(chipDeskError('ConfigInvalid', { cause: `no invented card ${id}` }))
      await remove()
      const inserted = await insertCardInThread({ image: card.image, port, latency })
      if (!inserted.ok) return fail(chipDeskError('ReaderLost', { cause: inserted.error.cause ?? inserted.error.tag }))
      lying = { id, remove: inserted.value.remove }
      return ok(undefined)
    },
    remove,
    placed: () => lying?.id,
    async close() {
      await remove()
      await source.value.close()
      await reader.value.stop()
      await forgetVirtualReader(socket)
    },
  }
}

/** The virtual reader has two slots; a demo desk has one pad. */
function oneReader(source: CardSource): CardSource {
  return { ...source, watch: listener => source.watch((readers, error) => listener(readers.slice(0, 1), error)) }
}

/** The pad without a PC/SC service. */
export function inProcessPad(latency: LatencyName): DemoPad {
  const reader = inProcessReader('ChipDesk in-process chip', latencyModels[latency])
  let lying: string | undefined
  const remove = async () => {
    reader.remove()
    lying = undefined
  }
  return {
    kind: 'in-process',
    source: reader.source,
    async place(id) {
      const card = inventedCard(id)
      if (!card) return fail(chipDeskError('ConfigInvalid', { cause: `no invented card ${id}` }))
      await remove()
      reader.place(createChip(card.image))
      lying = id
      return ok(undefined)
    },
    remove,
    placed: () => lying,
    async close() {
      await remove()
      await reader.source.close()
    },
  }
}
