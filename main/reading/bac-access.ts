import { bac } from '../emrtd/bac.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { chipIdentityOfMrz } from '../emrtd/terminal-authentication.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { attemptOf, type OpenedChip, saidOutright } from './access-attempt.ts'
import type { AccessAttempt } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { ReadOptions } from './read-options.ts'

/** BAC, with the MRZ, which alone opens it. */
export async function openByBac(
  session: CardSession,
  { secrets, random }: ReadOptions,
  attempts: AccessAttempt[],
): Promise<Result<OpenedChip, ChipDeskError>> {
  session.phase = 'bac'
  const { mrzInformation } = secrets
  if (!mrzInformation) {
    return fail(chipDeskError('AccessNoSecret', { phase: 'bac', cause: 'BAC needs document number, birth and expiry' }))
  }
  const opened = saidOutright(await session.run(bac(mrzInformation, random)))
  attempts.push(attemptOf('BAC', 'MRZ', opened))
  if (!opened.ok) return opened
  session.secure(opened.value)
  const record = { protocol: 'BAC' as const, cipher: '3DES' as const, password: 'MRZ' as const, attempts }
  return ok({ record, chipIdentity: chipIdentityOfMrz(mrzInformation) })
}
