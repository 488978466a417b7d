import { equalBytes } from '@noble/curves/utils.js'
import { verifyChipAuthenticationTranscript } from '../emrtd/chip-authentication.ts'
import type { Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import { openChip } from './access.ts'
import { activeAuthentication } from './active-authentication.ts'
import type { CardRead, FileId } from './card-read.ts'
import { type CardSession, openSession } from './card-session.ts'
import type { CardTransport } from './card-transport.ts'
import { authenticateChip } from './chip-authentication.ts'
import { presentFiles } from './present-files.ts'
import { readCardAccess } from './read-card-access.ts'
import { readFile } from './read-file.ts'
import type { ReadOptions } from './read-options.ts'
import { cardReadOf, type ReadState, startState, timed } from './read-state.ts'

/** Read never: fingerprints and irises are behind terminal authentication, and nobody at a counter needs them. */
const protectedFiles: readonly FileId[] = ['DG3', 'DG4']

/** Data groups in reading order: who it is, whose key it is, the Vietnamese data, and last the large photo. */
const readingOrder: readonly FileId[] = ['DG1', 'DG15', 'DG13', 'DG2']

/**
 * One placement of a card, read whole or as far as it goes. Never throws for what a card, a reader or a person does: the result then
 * holds what was read and the error. `connect` may be called again when a session must be built anew on the same card.
 */
export async function readCard(
  connect: () => Promise<Result<CardTransport, ChipDeskError>>,
  options: ReadOptions,
): Promise<CardRead> {
  const state = startState(options)
  const first = await placement(connect, state, options)
  if (!first || !startAgain(first, state)) return cardReadOf(state, first)
  const second = await placement(connect, state, options)
  return cardReadOf(state, second && state.access && second.tag === 'CardWrongKey' ? anotherCard(second.phase) : second)
}

/** The key that had opened the card before does not open this one. */
const anotherCard = (phase: ChipDeskError['phase']) =>
  chipDeskError('CardRemoved', { ...(phase && { phase }), cause: 'another card than before' })

/** Whether a new session on the same card can get further: after a broken chip authentication, or with short blocks. */
function startAgain(error: ChipDeskError, state: ReadState): boolean {
  const proof = state.chipAuthentication
  if (error.tag === 'ProtocolSecureMessaging' && proof?.outcome === 'completed' && !state.files.has('DG1')) {
    if (isProven(state)) delete state.chipAuthentication
    return true
  }
  const lengthSuspected = error.tag === 'ReaderUnsupported' || error.tag === 'ProtocolLength'
  if (!lengthSuspected || state.size.bytes <= 223) return false
  state.size.bytes = 223
  // The same files can be on a copy: what is read from here on needs a proof of the chip that gives it.
  delete state.chipAuthentication
  delete state.activeAuthentication
  return true
}

/** Whether the chip's first answer under the new keys was right: what broke the session came after. */
function isProven({ files, chipAuthentication }: ReadState): boolean {
  const dg14 = files.get('DG14')
  const transcript = chipAuthentication?.transcript
  return dg14 !== undefined && transcript !== undefined && verifyChipAuthenticationTranscript(dg14, transcript).ok
}

/** Connects, runs the steps in order, disconnects. Returns why it ended early. */
async function placement(
  connect: () => Promise<Result<CardTransport, ChipDeskError>>,
  state: ReadState,
  options: ReadOptions,
): Promise<ChipDeskError | undefined> {
  const transport = await timed(state, 'connect', () => connect())
  if (!transport.ok) return { ...transport.error, phase: 'connect' }
  state.reader = { name: transport.value.readerName, atr: transport.value.atr }
  const session = openSession(transport.value, state.counter, {
    limits: state.limits,
    endsAt: state.endsAt,
    signal: options.signal ?? new AbortController().signal,
  })
  try {
    return await steps(session, state, options)
  } finally {
    const closed = transport.value.close()
    // A cancelled read waits for no card: one that is mute lets the connection go only when its time is over.
    if (!options.signal?.aborted) await closed
  }
}

async function steps(session: CardSession, state: ReadState, options: ReadOptions): Promise<ChipDeskError | undefined> {
  report(state, options, 'card-access')
  session.phase = 'card-access'
  const cardAccess = await timed(state, 'card-access', () => readCardAccess(session, state.size))
  if (!cardAccess.ok) return cardAccess.error
  if (cardAccess.value) state.files.set('CardAccess', cardAccess.value)

  report(state, options, cardAccess.value ? 'pace' : 'bac')
  const access = await timed(state, cardAccess.value ? 'pace' : 'bac', () =>
    openChip(session, cardAccess.value, options, state.attempts),
  )
  if (!access.ok) return access.error
  state.access = access.value

  for (const id of ['COM', 'SOD'] as const) {
    const error = await readInto(session, state, options, id)
    if (error) return error
  }
  const present = presentFiles(state.files)
  noteUnrequested(state, present)

  // DG14 first: chip authentication gives the rest of the read its stronger session keys.
  if (present.has('DG14')) {
    const error =
      (await readInto(session, state, options, 'DG14')) ?? (await chipAuthentication(session, state, options))
    if (error) return error
  }
  for (const id of readingOrder) {
    if (!present.has(id) || (id === 'DG2' && options.photo === false)) continue
    const error = await readInto(session, state, options, id)
    if (error) return error
    if (id === 'DG13' || (id === 'DG15' && !present.has('DG13'))) {
      const failed = await proveActively(session, state, options)
      if (failed) return failed
    }
  }
  return undefined
}

function noteUnrequested(state: ReadState, present: ReadonlySet<FileId>) {
  for (const id of present) {
    if (protectedFiles.includes(id)) state.notRead.set(id, 'protected')
    else if (id !== 'DG14' && !readingOrder.includes(id)) state.notRead.set(id, 'not-requested')
  }
}

async function chipAuthentication(session: CardSession, state: ReadState, options: ReadOptions) {
  const dg14 = state.files.get('DG14')
  // A chip that broke the session right after chip authentication has failed it; the read goes on without.
  if (!dg14 || state.chipAuthentication) return undefined
  report(state, options, 'chip-authentication')
  session.phase = 'chip-authentication'
  return timed(state, 'chip-authentication', () =>
    authenticateChip(session, dg14, options.random, record => {
      state.chipAuthentication = record
    }),
  )
}

async function proveActively(session: CardSession, state: ReadState, options: ReadOptions) {
  const dg15 = state.files.get('DG15')
  if (!dg15 || state.activeAuthentication) return undefined
  report(state, options, 'active-authentication')
  session.phase = 'active-authentication'
  const record = await timed(state, 'active-authentication', () =>
    activeAuthentication(session, dg15, state.size, options.random),
  )
  if (!record.ok) return record.error
  state.activeAuthentication = record.value
  return undefined
}

/** Reads one file into the state; a refused one is noted and the read goes on. After a reconnection the SOD must be the same. */
async function readInto(
  session: CardSession,
  state: ReadState,
  options: ReadOptions,
  id: FileId,
): Promise<ChipDeskError | undefined> {
  const before = state.files.get(id)
  if (before && id !== 'SOD') return undefined
  const phase = id.toLowerCase() as Phase
  session.phase = phase
  report(state, options, phase, id)
  const read = await timed(state, phase, () =>
    readFile(session, id, state.size, (done, total) => report(state, options, phase, id, done, total)),
  )
  if (!read.ok) return read.error
  if (read.value.outcome === 'refused') {
    if (before) return anotherCard(phase)
    state.notRead.set(id, `${read.value.reason} (${read.value.sw.toString(16).toUpperCase()})`)
    return undefined
  }
  if (before && !equalBytes(before, read.value.content)) {
    return anotherCard(phase)
  }
  state.files.set(id, read.value.content)
  options.onFile?.(id, read.value.content)
  return undefined
}

function report(
  state: ReadState,
  options: ReadOptions,
  phase: Phase,
  dataGroup?: FileId,
  bytesDone = 0,
  bytesTotal = 0,
) {
  options.onProgress?.({
    phase,
    ...(dataGroup && { dataGroup }),
    bytesDone,
    bytesTotal,
    elapsedMs: Math.round(performance.now() - state.started),
    interaction: 'keep-card',
  })
}
