import { verifyChipAuthenticationTranscript } from '../emrtd/chip-authentication.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../protocol/errors.ts'
import type { Phase } from '../protocol/phases.ts'
import type { ReadState } from './read-state.ts'

const cause = 'another card than before'

/** The card laid on again is not the one that the read began with. */
export const anotherCard = (phase: Phase | undefined): ChipDeskError =>
  chipDeskError('CardRemoved', { ...(phase && { phase }), cause })

export const isAnotherCard = (error: ChipDeskError) => error.tag === 'CardRemoved' && error.cause === cause

/** What only another card says to the secrets and protocols that opened the one before; a refusal for a reason of the moment is none. */
const tellsAnother: readonly ErrorTag[] = ['CardWrongKey', 'CardNotAnIdCard', 'AccessUnsupported', 'AccessNoSecret']
const unknownProtocol = ['6A80', '6A81', '6A82', '6A86', '6A88', '6D00', '6E00']

/** An error of a later connection, said as what it means if an earlier one had opened its card. */
export function comparedWithBefore(error: ChipDeskError | undefined, opened: boolean): ChipDeskError | undefined {
  if (!error || !opened) return error
  const { tag, sw = '', phase } = error
  const unknown = tag === 'AccessRefused' && unknownProtocol.includes(sw)
  return unknown || tellsAnother.includes(tag) ? anotherCard(phase) : error
}

/**
 * Prepares a state for a new connection: the proofs of a session end with it, for what is read from here on can come from a copy, and EF.SOD and
 * DG1 must be the same again. A chip authentication that failed stays: lifting a card does not undo that. So does the word on terminal authentication,
 * which proves nothing of the chip and says how DG3 was read; what it opened is shut until it is made anew.
 */
export function expectSameCard(state: ReadState) {
  if (!state.chipAuthenticationFailed) delete state.chipAuthentication
  delete state.activeAuthentication
  state.opened = []
  state.toCompare.clear()
  for (const id of ['SOD', 'DG1'] as const) if (state.files.has(id)) state.toCompare.add(id)
}

/** Whether the chip's first answer under the new keys was right: what broke the session came after. */
export function isChipProven({ files, chipAuthentication }: ReadState): boolean {
  const dg14 = files.get('DG14')
  const transcript = chipAuthentication?.transcript
  return dg14 !== undefined && transcript !== undefined && verifyChipAuthenticationTranscript(dg14, transcript).ok
}
