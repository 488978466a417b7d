import { type PaceOutcome, pace } from '../emrtd/pace.ts'
import { paceChoices, securityOf } from '../emrtd/pace-choice.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { parseSecurityInfos } from '../emrtd/security-infos.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../protocol/errors.ts'
import { attemptOf, isNotThisOne, type OpenedChip, saidOutright } from './access-attempt.ts'
import type { AccessAttempt } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { ReadOptions } from './read-options.ts'

/** Errors that mean "the document answered and said no", as opposed to a lost card or a hostile one. */
export const answeredNo: readonly ErrorTag[] = ['CardWrongKey', 'AccessRefused', 'AccessUnsupported']

/**
 * PACE by each protocol that the chip offers and we do, strongest first; the next one only where the chip says that it has not this one, and only
 * one that is as strong: what says so is not protected, and anybody in between could choose the weakest.
 */
export async function openByPace(
  session: CardSession,
  cardAccess: Uint8Array,
  { secrets, random }: ReadOptions,
  attempts: AccessAttempt[],
): Promise<Result<OpenedChip, ChipDeskError> | undefined> {
  session.phase = 'pace'
  const infos = parseSecurityInfos(cardAccess)
  if (!infos.ok) return fail(chipDeskError(infos.error.tag, { phase: 'pace', cause: infos.error.message }))
  if (infos.value.pace.length === 0) return undefined
  const passwords = [
    ...(secrets.can ? [{ kind: 'CAN' as const, value: secrets.can }] : []),
    ...(secrets.mrzInformation ? [{ kind: 'MRZ' as const, value: secrets.mrzInformation }] : []),
  ]
  const offered = paceChoices(infos.value)
  const choices = offered
    .filter(choice => offered.every(other => securityOf(choice) >= securityOf(other)))
    .slice(0, mostProtocols)
  if (choices.length === 0) {
    attempts.push({ protocol: 'PACE', password: secrets.can ? 'CAN' : 'MRZ', outcome: 'unsupported' })
    return fail(chipDeskError('AccessUnsupported', { phase: 'pace', cause: 'no supported PACE variant' }))
  }
  let last: ChipDeskError = chipDeskError('AccessNoSecret', { phase: 'pace', cause: 'neither CAN nor MRZ known' })
  for (const choice of choices) {
    let unknown = true
    for (const password of passwords) {
      const opened = saidOutright(await session.run(pace(choice, password, random)))
      attempts.push(attemptOf('PACE', password.kind, opened))
      if (opened.ok) return ok(openedByPace(session, opened.value, password.kind, attempts))
      last = opened.error
      unknown &&= isNotThisOne(last)
      if (!answeredNo.includes(last.tag)) return fail(last)
    }
    if (!unknown) break
  }
  return fail(last)
}

/** A document offers two or three; more only cost time. */
const mostProtocols = 4

function openedByPace(
  session: CardSession,
  { keys, mapping, cipher, parameters, compressedChipKey, chipAuthenticationMapping }: PaceOutcome,
  password: AccessAttempt['password'],
  attempts: readonly AccessAttempt[],
): OpenedChip {
  session.secure(keys)
  const record = {
    protocol: 'PACE' as const,
    mapping,
    cipher,
    parameters,
    password,
    ...(chipAuthenticationMapping && { chipAuthenticationMapping }),
    attempts,
  }
  return { record, chipIdentity: compressedChipKey }
}
