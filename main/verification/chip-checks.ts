import { verifyActiveAuthentication } from '../emrtd/active-authentication.ts'
import { chooseChipAuthentication, verifyChipAuthenticationTranscript } from '../emrtd/chip-authentication.ts'
import type { DataGroupId } from '../emrtd/lds/elementary-files.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { DataProof } from './data-checks.ts'

/**
 * Whether the chip is the one that was personalised (TR-03135-1 §5.6.4.1). A key counts only if the verified SOD has its hash:
 * otherwise a copy would bring its own.
 */
export function chipChecks(read: CardRead, proof: DataProof): Check[] {
  const checks = [chipAuthentication(read, proof), activeAuthentication(read, proof)]
  if (read.access.mapping === 'CAM')
    checks.push({ id: 'chip.pace-cam', result: 'undetermined', reason: 'algorithm-unsupported' })
  // A chip that proved itself one way and would not do the other has still proved itself.
  const proven = checks.some(check => check.result === 'successful')
  return checks.map(check => (proven && check.reason === 'chip-refused' ? { ...check, result: 'undetermined' } : check))
}

function chipAuthentication(read: CardRead, proof: DataProof): Check {
  const id = 'chip.chip-authentication'
  const key = chipKey(read, proof, 'DG14')
  if ('result' in key) return { id, ...key }
  const choice = chooseChipAuthentication(key.bytes)
  if (!choice.ok) return { id, result: 'undetermined', reason: 'algorithm-unsupported', detail: choice.error.message }
  if (!choice.value) return { id, result: 'not-supported', reason: 'no-chip-key' }
  const record = read.chipAuthentication
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
  return { id, result: 'successful', reason: 'not-third-party-verifiable', detail: choice.value.publicKey.curve.name }
}

function activeAuthentication(read: CardRead, proof: DataProof): Check {
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
  if (verified.ok) return { id, result: 'successful', detail: `${verified.value.algorithm} ${verified.value.bits}` }
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
