import { parseDg15, verifyActiveAuthentication } from '../emrtd/active-authentication.ts'
import { verifyChipAuthenticationTranscript } from '../emrtd/chip-authentication.ts'
import { chooseChipAuthentication } from '../emrtd/chip-authentication-choice.ts'
import type { DataGroupId } from '../emrtd/lds/elementary-files.ts'
import { parseDg14 } from '../emrtd/security-infos.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { DataProof } from './data-checks.ts'
import { isWeak } from './key-strength.ts'
import { type PaceCamContext, paceCamCheck } from './pace-cam-check.ts'
import type { Policy } from './policy.ts'

/**
 * Whether the chip is the one that was personalised (TR-03135-1 §5.6.4.1). A key counts only if the verified SOD has its hash:
 * otherwise a copy would bring its own.
 */
export function chipChecks(
  read: CardRead,
  proof: DataProof,
  context: Pick<PaceCamContext, 'anchor' | 'anchors' | 'policy' | 'at'>,
): Check[] {
  const { sod, cardSecurity } = proof
  const dg14 = proof.covered.has('DG14') ? parseDg14(read.files.get('DG14') ?? new Uint8Array()) : undefined
  const cam = paceCamCheck(read, {
    ...context,
    ...(sod && { sod }),
    ...(cardSecurity && { cardSecurity }),
    ...(dg14?.ok && { dg14: dg14.value }),
  })
  const camProven = cam?.result === 'successful'
  const checks = [
    ...(cam ? [cam] : []),
    chipAuthentication(read, proof, context.policy, camProven),
    activeAuthentication(read, proof, context.policy),
  ]
  // A chip that proved itself one way and would not do the other has still proved itself.
  const proven = checks.some(check => check.result === 'successful')
  return checks.map(check => (proven && check.reason === 'chip-refused' ? { ...check, result: 'undetermined' } : check))
}

function chipAuthentication(read: CardRead, proof: DataProof, policy: Policy, camProven: boolean): Check {
  const id = 'chip.chip-authentication'
  const key = chipKey(read, proof, 'DG14')
  if ('result' in key) return { id, ...key }
  const choice = chooseChipAuthentication(key.bytes)
  if (!choice.ok) return { id, result: 'undetermined', reason: 'algorithm-unsupported', detail: choice.error.message }
  if (!choice.value) return { id, result: 'not-supported', reason: 'no-chip-key' }
  const record = read.chipAuthentication
  // 9303-11 §4.4.1: who has done chip authentication mapping need not do chip authentication.
  if (!record && camProven) return { id, result: 'undetermined', reason: 'not-asked' }
  if (!record) return { id, ...notTried(read) }
  const { outcome, sw, transcript, detail } = record
  if (outcome === 'unsupported')
    return { id, result: 'undetermined', reason: 'algorithm-unsupported', ...(detail && { detail }) }
  if (outcome === 'refused') return { id, result: 'failed', reason: 'chip-refused', detail: statusWord(sw) }
  // No answer under the new keys: the card was lifted, or the session broke there and the read went on without it.
  if (!transcript && read.error) return { id, result: 'aborted', reason: 'read-ended-early' }
  if (!transcript) return { id, result: 'failed', reason: 'chip-session-wrong', detail: 'no answer under the new keys' }
  const verified = verifyChipAuthenticationTranscript(key.bytes, transcript)
  if (!verified.ok) return { id, result: 'failed', reason: 'chip-session-wrong', detail: verified.error.message }
  const { publicKey, parameters } = verified.value
  if (isWeak(publicKey, policy)) return { id, result: 'undetermined', reason: 'weak-key', detail: parameters }
  return { id, result: 'successful', reason: 'not-third-party-verifiable', detail: parameters }
}

function activeAuthentication(read: CardRead, proof: DataProof, policy: Policy): Check {
  const id = 'chip.active-authentication'
  const key = chipKey(read, proof, 'DG15')
  if ('result' in key) return { id, ...key }
  const record = read.activeAuthentication
  if (!record) return { id, ...notTried(read) }
  const { response, challenge, sw } = record
  if (!response) return { id, result: 'failed', reason: 'chip-refused', detail: statusWord(sw) }
  // 9303-11 §6.1: eight fresh bytes. Fewer, or none, could have been answered beforehand.
  if (challenge.length !== 8)
    return { id, result: 'failed', reason: 'chip-signature-wrong', detail: 'challenge length' }
  const dg14 = proof.covered.has('DG14') ? read.files.get('DG14') : undefined
  const verified = verifyActiveAuthentication(key.bytes, dg14, challenge, response)
  if (verified.ok) {
    const { algorithm, bits } = verified.value
    const detail = `${algorithm} ${bits}${record.challengeFrom === 'caller' ? ", caller's challenge" : ''}`
    const parsed = parseDg15(key.bytes)
    return parsed.ok && isWeak(parsed.value, policy)
      ? { id, result: 'undetermined', reason: 'weak-key', detail }
      : { id, result: 'successful', detail }
  }
  return verified.error.tag === 'AccessUnsupported'
    ? { id, result: 'undetermined', reason: 'algorithm-unsupported', detail: verified.error.message }
    : { id, result: 'failed', reason: 'chip-signature-wrong', detail: verified.error.message }
}

type Open = Pick<Check, 'result' | 'reason'>

/** The file with the chip's public key if the signature covers it, else why not. */
function chipKey(
  { files, error }: CardRead,
  { sod, covered }: DataProof,
  id: DataGroupId,
): Open | { bytes: Uint8Array } {
  const bytes = files.get(id)
  const signed = sod?.securityObject.hashes.has(id)
  if (bytes && covered.has(id)) return { bytes }
  if (bytes) return { result: 'undetermined', reason: 'key-not-signed' }
  if (error) return { result: 'aborted', reason: 'read-ended-early' }
  if (signed) return { result: 'undetermined', reason: 'not-read' }
  return { result: 'not-supported', reason: 'no-chip-key' }
}

const notTried = ({ error }: CardRead): Open =>
  error ? { result: 'aborted', reason: 'read-ended-early' } : { result: 'undetermined', reason: 'not-asked' }

const statusWord = (sw: number | undefined) => `SW ${(sw ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
