import { readBinary } from '../emrtd/commands.ts'
import type { SensitiveDataGroup } from '../emrtd/cv-certificate.ts'
import { chooseCvChain } from '../emrtd/cv-certificate-chain.ts'
import { unframedFile } from '../emrtd/lds/elementary-files.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import {
  answerChallenge,
  type InspectionSystem,
  parseCvcaFile,
  presentCertificates,
} from '../emrtd/terminal-authentication.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { TerminalAuthenticationRecord } from './card-read.ts'
import type { CardSession } from './card-session.ts'

/** What terminal authentication needs from the session before it. */
export interface TerminalAuthenticationInput {
  readonly system: InspectionSystem
  /** ID_IC, of the access protocol. */
  readonly chipIdentity: Uint8Array
  /** Comp(PK_DH,IFD), of the chip authentication. */
  readonly compressedTerminalKey: Uint8Array
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** Most bytes of data in one command; certificates are longer. */
  readonly portion?: number
  /** Milliseconds that the signer has. */
  readonly signMs: number
}

export interface TerminalAuthenticationResult {
  readonly record: TerminalAuthenticationRecord
  /** What may be read from here on. */
  readonly reads: readonly SensitiveDataGroup[]
}

/**
 * Terminal authentication v1 (TR-03110-3 §3.5), after chip authentication, with the trust points that EF.CVCA names. A refusal is recorded and the
 * read goes on without what it would have opened. An error only if the card or the session is lost.
 */
export async function authenticateTerminal(
  session: CardSession,
  { system, chipIdentity, compressedTerminalKey, today, portion, signMs }: TerminalAuthenticationInput,
): Promise<Result<TerminalAuthenticationResult, ChipDeskError>> {
  const without = (record: TerminalAuthenticationRecord) => ok({ record, reads: [] })
  const file = await session.send(readBinary({ sfi: unframedFile('CVCA').sfi, offset: 0, le: cvcaLength }))
  if (!file.ok) return file
  const trustPoints = parseCvcaFile(file.value.data)
  if (!trustPoints.ok) return without({ outcome: 'unsupported', detail: trustPoints.error.message })
  const chain = chooseCvChain(trustPoints.value, system.certificates, today)
  if (!chain.ok) return without({ outcome: 'unsupported', detail: chain.error.message })
  const { holder, reads } = chain.value
  const challenge = await session.run(presentCertificates(chain.value, chipIdentity, compressedTerminalKey, portion))
  if (!challenge.ok) return refusedOrLost(challenge.error, holder)
  const signature = await signed(system, challenge.value, holder, signMs)
  if (!signature.ok) return without({ outcome: 'refused', holder, detail: signature.error })
  const answered = await session.run(answerChallenge(signature.value, portion))
  if (!answered.ok) return refusedOrLost(answered.error, holder)
  return ok({ record: { outcome: 'completed', holder }, reads })
}

/** EF.CVCA has 36 bytes (TR-03110-3 A.6.2.1). */
const cvcaLength = 36

/** A signer is a smart card or a server: what it throws, and that it never answers, is its own affair and no fault of the document. */
async function signed(
  system: InspectionSystem,
  data: Uint8Array,
  holder: string,
  withinMs: number,
): Promise<Result<Uint8Array, string>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Result<never, string>>(resolve => {
    timer = setTimeout(() => resolve(fail('the signer gave no signature in time')), withinMs)
  })
  const signature = system.sign(data, holder).then(
    value => ok(value),
    (thrown: unknown) => fail(`no signature: ${thrown instanceof Error ? thrown.message : 'the signer failed'}`),
  )
  const first = await Promise.race([signature, late])
  clearTimeout(timer)
  return first
}

function refusedOrLost(error: ChipDeskError, holder: string): Result<TerminalAuthenticationResult, ChipDeskError> {
  const { tag, sw, cause } = error
  if (tag !== 'AccessRefused' && tag !== 'ProtocolLength') return { ok: false, error }
  const record = {
    outcome: 'refused' as const,
    holder,
    ...(sw && { sw: Number.parseInt(sw, 16) }),
    ...(cause && { detail: cause }),
  }
  return ok({ record, reads: [] })
}
