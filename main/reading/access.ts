import { bac } from '../emrtd/bac.ts'
import { selectApplication } from '../emrtd/commands.ts'
import { pace } from '../emrtd/pace.ts'
import { choosePaceInfo } from '../emrtd/pace-choice.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { parseSecurityInfos } from '../emrtd/security-infos.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../protocol/errors.ts'
import type { AccessAttempt, AccessRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'
import type { ReadOptions } from './read-options.ts'

/** Errors that mean "the document answered and said no", as opposed to a lost card or a hostile one. */
const answeredNo: readonly ErrorTag[] = ['CardWrongKey', 'AccessRefused', 'AccessUnsupported']

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
): Promise<Result<AccessRecord, ChipDeskError>> {
  const paceError = cardAccess ? await tryPace(session, cardAccess, options, attempts) : undefined
  if (paceError?.ok) {
    const selected = await select(session)
    return selected.ok ? paceError : selected
  }
  if (paceError && (paceError.error.tag === 'CardWrongKey' || !answeredNo.includes(paceError.error.tag)))
    return paceError
  if (paceError && !options.bacAfterPaceFailure) return paceError
  const selected = await select(session)
  if (!selected.ok) return selected
  return tryBac(session, options, attempts)
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
  return fail(chipDeskError('CardNotAnIdCard', { phase: 'select-application', sw }))
}

async function tryPace(
  session: CardSession,
  cardAccess: Uint8Array,
  { secrets, random }: ReadOptions,
  attempts: AccessAttempt[],
): Promise<Result<AccessRecord, ChipDeskError> | undefined> {
  session.phase = 'pace'
  const infos = parseSecurityInfos(cardAccess)
  if (!infos.ok) return fail(chipDeskError(infos.error.tag, { phase: 'pace', cause: infos.error.message }))
  if (infos.value.pace.length === 0) return undefined
  const info = choosePaceInfo(infos.value)
  if (!info) {
    attempts.push({ protocol: 'PACE', password: secrets.can ? 'CAN' : 'MRZ', outcome: 'unsupported' })
    return fail(chipDeskError('AccessUnsupported', { phase: 'pace', cause: 'no supported PACE variant' }))
  }
  const passwords = [
    ...(secrets.can ? [{ kind: 'CAN' as const, value: secrets.can }] : []),
    ...(secrets.mrzInformation ? [{ kind: 'MRZ' as const, value: secrets.mrzInformation }] : []),
  ]
  let last: ChipDeskError = chipDeskError('AccessNoSecret', { phase: 'pace', cause: 'neither CAN nor MRZ known' })
  for (const password of passwords) {
    const opened = await session.run(pace(info, password, random))
    attempts.push({
      protocol: 'PACE',
      password: password.kind,
      outcome: opened.ok ? 'completed' : outcomeOf(opened.error),
      ...swOf(opened),
    })
    if (opened.ok) {
      const { keys, mapping, cipher, parameters } = opened.value
      session.secure(keys)
      return ok({ protocol: 'PACE', mapping, cipher, parameters, password: password.kind, attempts })
    }
    last = opened.error
    if (!answeredNo.includes(last.tag)) break
  }
  return fail(last)
}

async function tryBac(
  session: CardSession,
  { secrets, random }: ReadOptions,
  attempts: AccessAttempt[],
): Promise<Result<AccessRecord, ChipDeskError>> {
  session.phase = 'bac'
  if (!secrets.mrzInformation) {
    return fail(chipDeskError('AccessNoSecret', { phase: 'bac', cause: 'BAC needs document number, birth and expiry' }))
  }
  const opened = await session.run(bac(secrets.mrzInformation, random))
  attempts.push({
    protocol: 'BAC',
    password: 'MRZ',
    outcome: opened.ok ? 'completed' : outcomeOf(opened.error),
    ...swOf(opened),
  })
  if (!opened.ok) return opened
  session.secure(opened.value)
  return ok({ protocol: 'BAC', cipher: '3DES', password: 'MRZ', attempts })
}

function outcomeOf(error: ChipDeskError): AccessAttempt['outcome'] {
  if (error.tag === 'CardWrongKey') return 'wrong-key'
  return error.tag === 'AccessUnsupported' ? 'unsupported' : 'refused'
}

const swOf = (result: Result<unknown, ChipDeskError>): { sw?: number } =>
  !result.ok && result.error.sw !== undefined ? { sw: Number.parseInt(result.error.sw, 16) } : {}
