import { equalBytes } from '@noble/curves/utils.js'
import { parseUnverifiedSod } from '../emrtd/lds/sod.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import { openChip } from './access.ts'
import type { OpenedChip } from './access-attempt.ts'
import { announcesLengthInformation, boundByResponse } from './block-size.ts'
import type { AccessRecord, FileId } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import {
  openByTerminalAuthentication,
  protectedFiles,
  proveActively,
  proveByChipAuthentication,
} from './chip-proofs.ts'
import { readCardAccess, readLongestResponse } from './master-file.ts'
import { presentFiles } from './present-files.ts'
import { readFile } from './read-file.ts'
import { type ReadState, report, timed } from './read-state.ts'
import { anotherCard } from './same-card.ts'

/** Data groups in reading order: who it is, whose key it is, the Vietnamese data, what the desk asked for, and last the large photo. */
const everyDeskReads: readonly FileId[] = ['DG1', 'DG15', 'DG13']
const lastRead: FileId = 'DG2'

/** All steps on one connected card, in order; what an earlier connection has brought is not read again. Returns why they ended early. */
export async function readSteps(session: CardSession, state: ReadState): Promise<ChipDeskError | undefined> {
  const opened = await open(session, state)
  if (!opened.ok) return opened.error
  const listed = await readLists(session, state)
  if (!listed.ok) return listed.error
  const present = listed.value
  // DG14 first: chip authentication gives the rest of the read its stronger session keys.
  const error = present.has('DG14') ? await readInto(session, state, 'DG14') : undefined
  if (error) return error
  const terminalKey = await proveByChipAuthentication(session, state)
  if (!terminalKey.ok) return terminalKey.error
  const opener = await openByTerminalAuthentication(session, state, opened.value.chipIdentity, terminalKey.value)
  if (opener) return opener
  for (const id of readingOrder(state)) {
    if (!present.has(id)) continue
    const error = await readInto(session, state, id)
    if (error) return error
    if (id === 'DG13' || (id === 'DG15' && !present.has('DG13'))) {
      const failed = await proveActively(session, state)
      if (failed) return failed
    }
  }
  return undefined
}

/** EF.CardAccess, then the strongest access protocol, then the application. */
async function open(session: CardSession, state: ReadState): Promise<Result<OpenedChip, ChipDeskError>> {
  const { options, habits } = state
  session.phase = 'card-access'
  report(state, 'card-access')
  const bounded = await timed(state, 'card-access', () => readLengthInformation(session, state))
  if (!bounded.ok) return bounded
  // Read once: what a card laid on again says of itself must not open it by a weaker protocol than before.
  if (state.cardAccess === undefined) {
    const cardAccess = await timed(state, 'card-access', () => readCardAccess(session, habits))
    if (!cardAccess.ok) return cardAccess
    if (cardAccess.value) state.files.set('CardAccess', cardAccess.value)
    state.cardAccess = cardAccess.value ?? 'absent'
  }
  const cardAccess = state.files.get('CardAccess')
  const phase = cardAccess ? 'pace' : 'bac'
  report(state, phase)
  // The static key of chip authentication mapping is in EF.CardSecurity, which only PACE opens and only the master file has.
  const inMasterFile = async ({ chipAuthenticationMapping: mapped }: AccessRecord) =>
    mapped && readInto(session, state, 'CardSecurity')
  const opened = await timed(state, phase, () => openChip(session, cardAccess, options, state.attempts, inMasterFile))
  if (opened.ok) state.access = opened.value.record
  return opened
}

/** EF.ATR/INFO, only of a card that refers to it in its answer to reset, and once. */
async function readLengthInformation(
  session: CardSession,
  state: ReadState,
): Promise<Result<undefined, ChipDeskError>> {
  if (state.cardAccess !== undefined || !announcesLengthInformation(session.transport.atr)) return ok(undefined)
  const longest = await readLongestResponse(session)
  if (!longest.ok) return longest
  boundByResponse(state.habits.size, longest.value)
  return ok(undefined)
}

/** EF.COM and EF.SOD, and the data groups that they list. */
async function readLists(session: CardSession, state: ReadState): Promise<Result<ReadonlySet<FileId>, ChipDeskError>> {
  const skip = state.options.com === 'skip'
  for (const id of skip ? (['SOD', 'COM'] as const) : (['COM', 'SOD'] as const)) {
    if (skip && id === 'COM' && listsDataGroups(state.files.get('SOD'))) {
      state.notRead.set('COM', 'not-requested')
      continue
    }
    const error = await readInto(session, state, id)
    if (error) return fail(error)
  }
  const present = presentFiles(state.files)
  const wanted = readingOrder(state)
  for (const id of present) {
    if (id === 'DG14' || wanted.includes(id) || state.files.has(id)) continue
    state.notRead.set(id, protectedFiles.includes(id) ? 'protected' : 'not-requested')
  }
  return ok(present)
}

function listsDataGroups(sod: Uint8Array | undefined): boolean {
  const parsed = sod && parseUnverifiedSod(sod)
  return parsed?.ok === true && parsed.value.securityObject.hashes.size > 0
}

/** What this read asks for, but for DG14, which comes first; behind terminal authentication, what that has opened. */
function readingOrder({ options, opened }: ReadState): readonly FileId[] {
  const more = (options.dataGroups ?? []).filter(id => !protectedFiles.includes(id) || opened.includes(id))
  const wanted = [...everyDeskReads, ...more.filter(id => id !== lastRead), lastRead]
  return [...new Set(wanted)].filter(id => id !== 'DG14' && !(id === lastRead && options.photo === false))
}

const phaseOf = (id: FileId): Phase =>
  id === 'CardAccess' ? 'card-access' : id === 'CardSecurity' ? 'card-security' : (id.toLowerCase() as Phase)

/**
 * Reads one file into the state; a refused one is noted and the read goes on. One that is held is read again only where the card must show that
 * it is the same.
 */
async function readInto(session: CardSession, state: ReadState, id: FileId): Promise<ChipDeskError | undefined> {
  const before = state.files.get(id)
  if (before && !state.toCompare.has(id)) return undefined
  const phase = phaseOf(id)
  session.phase = phase
  report(state, phase, { file: id })
  const read = await timed(state, phase, () =>
    readFile(session, id, state.habits, (done, total) => report(state, phase, { file: id, done, total })),
  )
  if (!read.ok) return read.error
  if (before) {
    const same = read.value.outcome === 'read' && equalBytes(before, read.value.content)
    if (!same) return anotherCard(phase)
    state.toCompare.delete(id)
    return undefined
  }
  if (read.value.outcome === 'refused') {
    state.notRead.set(id, `${read.value.reason} (${read.value.sw.toString(16).toUpperCase()})`)
    return undefined
  }
  state.files.set(id, read.value.content)
  // Refused before the card was lost, it may come now.
  state.notRead.delete(id)
  state.options.onFile?.(id, read.value.content)
  return undefined
}
