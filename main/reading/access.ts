import { selectApplication } from '../emrtd/commands.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { OpenedChip } from './access-attempt.ts'
import { openByBac } from './bac-access.ts'
import type { AccessAttempt, AccessRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import { readApplications } from './master-file.ts'
import { answeredNo, openByPace } from './pace-access.ts'
import type { ReadOptions } from './read-options.ts'

/** What is read in the master file once PACE has opened it, before the application is selected; an error ends the read. */
export type InMasterFile = (record: AccessRecord) => Promise<ChipDeskError | undefined>

/**
 * Opens the chip by the strongest way that it offers and the secrets allow (9303-11 §4.2): PACE with the CAN, PACE with the MRZ, BAC.
 * Where the document offers PACE, BAC follows only if the policy names it: anything else would let a hostile card or a man in the
 * middle choose the weaker protocol. A wrong key never leads to a weaker protocol. Selects the eMRTD application on the way.
 */
export async function openChip(
  session: CardSession,
  cardAccess: Uint8Array | undefined,
  options: ReadOptions,
  attempts: AccessAttempt[],
  inMasterFile: InMasterFile = async () => undefined,
): Promise<Result<OpenedChip, ChipDeskError>> {
  const byPace = cardAccess ? await openByPace(session, cardAccess, options, attempts) : undefined
  if (byPace?.ok) {
    const error = await inMasterFile(byPace.value.record)
    if (error) return fail(error)
    const selected = await select(session)
    return selected.ok ? byPace : selected
  }
  if (byPace && (byPace.error.tag === 'CardWrongKey' || !answeredNo.includes(byPace.error.tag))) return byPace
  if (byPace && !options.bacAfterPaceFailure) return byPace
  const selected = await select(session)
  if (!selected.ok) return selected
  return openByBac(session, options, attempts)
}

async function select(session: CardSession): Promise<Result<undefined, ChipDeskError>> {
  session.phase = 'select-application'
  const selected = await session.send(selectApplication())
  if (!selected.ok) return selected
  const { sw } = selected.value
  if (sw === 0x9000) return ok(undefined)
  // Who did PACE is no transport card: but for "not found" that is a fault, and laying it on again may help.
  if (session.cipher && sw !== 0x6a82)
    return fail(chipDeskError('ProtocolStatusWord', { phase: 'select-application', sw }))
  // 6A82/6A86/6D00 …: there is a card, but no eMRTD application on it (a bank card, a transport card).
  const applications = session.cipher ? ok([]) : await readApplications(session)
  if (!applications.ok) return applications
  const cause = applications.value.length > 0 ? `EF.DIR lists ${applications.value.join(', ')}` : undefined
  return fail(chipDeskError('CardNotAnIdCard', { phase: 'select-application', sw, ...(cause && { cause }) }))
}
