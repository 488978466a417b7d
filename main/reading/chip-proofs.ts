import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { activeAuthentication } from './active-authentication.ts'
import { shortSize } from './block-size.ts'
import type { FileId } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import { authenticateChip } from './chip-authentication.ts'
import { type ReadState, report, timed } from './read-state.ts'
import { authenticateTerminal } from './terminal-authentication.ts'

/** Behind terminal authentication: fingerprints and irises, which nobody at a counter needs. */
export const protectedFiles: readonly FileId[] = ['DG3', 'DG4']

/** Chip authentication, where the card has a key for it and its chip is not proven yet; gives Comp(PK_DH,IFD). */
export async function proveByChipAuthentication(
  session: CardSession,
  state: ReadState,
): Promise<Result<Uint8Array | undefined, ChipDeskError>> {
  const dg14 = state.files.get('DG14')
  // A chip that broke the session right after chip authentication has failed it; the read goes on without.
  if (!dg14 || state.chipAuthentication || (isMapped(state) && !wantsTerminalAuthentication(state)))
    return ok(undefined)
  session.phase = 'chip-authentication'
  report(state, 'chip-authentication')
  return timed(state, 'chip-authentication', () =>
    authenticateChip(session, dg14, state.options.random, record => {
      state.chipAuthentication = record
    }),
  )
}

/** Only where an inspection system is configured, and something is asked for that it may open. */
export async function openByTerminalAuthentication(
  session: CardSession,
  state: ReadState,
  chipIdentity: Uint8Array,
  compressedTerminalKey: Uint8Array | undefined,
): Promise<ChipDeskError | undefined> {
  const system = state.options.inspectionSystem
  if (!system || !wantsTerminalAuthentication(state)) return undefined
  if (!compressedTerminalKey) {
    state.terminalAuthentication = { outcome: 'unsupported', detail: 'no chip authentication to bind it to' }
    return undefined
  }
  session.phase = 'terminal-authentication'
  report(state, 'terminal-authentication')
  const done = await timed(state, 'terminal-authentication', () =>
    authenticateTerminal(session, {
      system,
      chipIdentity,
      compressedTerminalKey,
      today: state.startedAt.toISOString().slice(0, 10),
      ...(state.habits.size.bytes <= 256 && { portion: shortSize }),
      signMs: state.limits.apduMs,
    }),
  )
  if (!done.ok) return done.error
  state.terminalAuthentication = done.value.record
  state.opened = done.value.reads
  for (const id of done.value.reads) state.notRead.delete(id)
  return undefined
}

/** Terminal authentication is bound to a chip authentication, also where the mapping has proven the chip already. */
const wantsTerminalAuthentication = ({ options, files }: ReadState) =>
  options.inspectionSystem !== undefined &&
  protectedFiles.some(id => options.dataGroups?.some(wanted => wanted === id) && !files.has(id))

/** PACE has proven the chip by its mapping, with a key that is there to verify it by: proving it once more takes time and proves nothing. */
const isMapped = ({ options, access, files }: ReadState) =>
  options.chipAuthentication !== 'always' &&
  access?.chipAuthenticationMapping !== undefined &&
  files.has('CardSecurity')

/** Active authentication, where the card has a key for it and it is not done yet. */
export async function proveActively(session: CardSession, state: ReadState) {
  const dg15 = state.files.get('DG15')
  if (!dg15 || state.activeAuthentication) return undefined
  session.phase = 'active-authentication'
  report(state, 'active-authentication')
  const record = await timed(state, 'active-authentication', () =>
    activeAuthentication(session, dg15, state.habits.size, state.options),
  )
  if (!record.ok) return record.error
  state.activeAuthentication = record.value
  return undefined
}
