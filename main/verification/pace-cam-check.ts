import { equalBytes } from '@noble/curves/utils.js'
import type { VerifiedCardSecurity } from '../emrtd/lds/card-security.ts'
import type { VerifiedSod } from '../emrtd/lds/sod.ts'
import { verifyPaceCam } from '../emrtd/pace-cam-proof.ts'
import type { SecurityInfos } from '../emrtd/security-infos.ts'
import type { Check } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Anchor } from '../trust/anchor.ts'
import { chainToAnchor, validityAt } from '../trust/chain.ts'
import type { Trust } from '../trust/trust.ts'
import { stateOf } from './issuer-revocation.ts'
import { isWeak } from './key-strength.ts'
import type { Policy } from './policy.ts'

export interface PaceCamContext {
  readonly sod?: VerifiedSod
  /** EF.CardSecurity, if its signature held. */
  readonly cardSecurity?: VerifiedCardSecurity
  /** DG14, if EF.SOD covers it. */
  readonly dg14?: SecurityInfos
  /** The anchor above the signer of EF.SOD. */
  readonly anchor?: Anchor
  readonly anchors: Trust
  readonly policy: Policy
  readonly at: Date
}

type Open = Pick<Check, 'result' | 'reason' | 'detail'>

/**
 * Chip authentication mapping (9303-11 §4.4.3.5, TR-03135-1 §5.6.4.1): the chip at the other end of the channel holds a key of EF.CardSecurity or DG14. The key
 * counts only under a signer as good as that of EF.SOD: a copy could bring its own file otherwise.
 */
export function paceCamCheck({ access, files, error }: CardRead, context: PaceCamContext): Check | undefined {
  const id = 'chip.pace-cam'
  const transcript = access.chipAuthenticationMapping
  if (access.mapping !== 'CAM') return undefined
  if (!transcript) return { id, result: 'failed', reason: 'chip-refused', detail: 'no chip authentication data' }
  const { cardSecurity, dg14, policy } = context
  const doubt = cardSecurity && signerDoubt(cardSecurity, context)
  if (cardSecurity && !doubt) return { id, ...judged(verifyPaceCam(cardSecurity.securityInfos, transcript), policy) }
  // A key that EF.SOD covers is as good where EF.CardSecurity says nothing: some chips have the same one in both files.
  const bySod = dg14 && verifyPaceCam(dg14, transcript)
  if (bySod?.ok && doubt?.result !== 'failed') return { id, ...judged(bySod, policy) }
  if (doubt) return { id, ...doubt }
  if (files.has('CardSecurity')) return { id, result: 'undetermined', reason: 'key-not-signed' }
  return error
    ? { id, result: 'aborted', reason: 'read-ended-early' }
    : { id, result: 'undetermined', reason: 'not-read', detail: 'EF.CardSecurity' }
}

function judged(proven: ReturnType<typeof verifyPaceCam>, policy: Policy): Open {
  if (!proven.ok && proven.error.tag === 'AccessUnsupported')
    return { result: 'undetermined', reason: 'no-chip-key', detail: proven.error.message }
  if (!proven.ok) return { result: 'failed', reason: 'chip-session-wrong', detail: proven.error.message }
  const detail = proven.value.curve.name
  if (isWeak(proven.value, policy)) return { result: 'undetermined', reason: 'weak-key', detail }
  return { result: 'successful', reason: 'not-third-party-verifiable', detail }
}

/** Why the signer of EF.CardSecurity is not as good as that of EF.SOD. */
function signerDoubt({ signer }: VerifiedCardSecurity, { sod, anchor, anchors, at }: PaceCamContext): Open | undefined {
  if (sod && equalBytes(sod.signer.bytes, signer.bytes)) return undefined
  const detail = `EF.CardSecurity: ${signer.subject.text}`
  const chain = chainToAnchor(signer, anchors, { at, use: anchor?.kind === 'test' ? undefined : anchor?.kind })
  if (chain.outcome === 'forged') return { result: 'failed', reason: 'issuer-signature-wrong', detail }
  if (chain.outcome === 'unsuitable') return { result: 'undetermined', reason: 'issuer-profile-wrong', detail }
  const sameIssuer =
    chain.outcome === 'issued' &&
    anchor !== undefined &&
    chain.anchor.kind === anchor.kind &&
    chain.anchor.certificate.subject.country === anchor.certificate.subject.country
  if (!sameIssuer) return { result: 'undetermined', reason: 'no-anchor', detail }
  if (stateOf(signer, chain, anchors, at).state === 'revoked')
    return { result: 'undetermined', reason: 'signer-revoked', detail }
  const validity = validityAt(signer, at)
  return validity === 'valid' ? undefined : { result: 'undetermined', reason: validity, detail }
}
