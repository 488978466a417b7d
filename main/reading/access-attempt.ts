import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { AccessAttempt, AccessRecord } from './card-read.ts'

/** A chip that let itself be opened. */
export interface OpenedChip {
  readonly record: AccessRecord
  /** ID_IC of terminal authentication (TR-03110-3 §3.5.1). */
  readonly chipIdentity: Uint8Array
}

/** 6983, and 63C0 at the token, say that this password is blocked; trying again would not help and may do harm. */
export function saidOutright<T>(result: Result<T, ChipDeskError>): Result<T, ChipDeskError> {
  if (result.ok || (result.error.sw !== '6983' && result.error.sw !== '63C0')) return result
  return fail({ ...result.error, ...chipDeskError('CardBlocked') })
}

export function attemptOf(
  protocol: AccessAttempt['protocol'],
  password: AccessAttempt['password'],
  result: Result<unknown, ChipDeskError>,
): AccessAttempt {
  if (result.ok) return { protocol, password, outcome: 'completed' }
  const { sw } = result.error
  return { protocol, password, outcome: outcomeOf(result.error), ...(sw && { sw: Number.parseInt(sw, 16) }) }
}

/** MSE:Set AT ended with "wrong data" or "referenced data not found": the protocol, its domain parameters or the password are unknown there. */
export const isNotThisOne = ({ tag, sw, cause }: ChipDeskError) =>
  tag === 'AccessRefused' && (sw === '6A80' || sw === '6A88') && cause?.startsWith('MSE:Set AT') === true

function outcomeOf(error: ChipDeskError): AccessAttempt['outcome'] {
  if (error.tag === 'CardWrongKey') return 'wrong-key'
  return error.tag === 'AccessUnsupported' || isNotThisOne(error) ? 'unsupported' : 'refused'
}
