import type { Certificate } from '../emrtd/pa/certificate.ts'
import { type SignedDataError, verifySignedData } from '../emrtd/pa/signed-data.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { Anchor } from './anchor.ts'
import { chainToAnchor, validityAt } from './chain.ts'
import { type DeviationListContent, parseDeviationListContent } from './deviation-list-content.ts'
import { revocationOf } from './revocation-list.ts'
import type { Trust } from './trust.ts'

/** id-icao-DeviationList and id-icao-DeviationListSigningKey (9303-12 §10.2). */
const deviationListType = '2.23.136.1.1.7'
const signingKey = '2.23.136.1.1.8'

/** A deviation list whose own signature held. Whether its signer may be trusted is for `deviationListAnchor` to say. */
export interface DeviationList extends DeviationListContent {
  readonly signer: Certificate
  /** What came along in the CMS: the signer, and usually its CSCA. */
  readonly companions: readonly Certificate[]
  readonly algorithm: string
  readonly signingTime?: Date
}

/** Verifies a deviation list (9303-12 §10): a CMS SignedData over `DeviationList`. Nothing of a list whose signature does not hold comes out of here. */
export function verifyDeviationList(bytes: Uint8Array): Result<DeviationList, SignedDataError> {
  const signed = verifySignedData(bytes, [deviationListType])
  if (!signed.ok) return signed
  const { content, signer, certificates: companions, algorithm, signingTime } = signed.value
  const parsed = parseDeviationListContent(content)
  if (!parsed.ok) return parsed
  return ok({ ...parsed.value, signer, companions, algorithm, ...(signingTime && { signingTime }) })
}

/**
 * The anchor above the signer of a list. The signer must be one of deviation lists, of the anchor's country, not revoked, and valid when it signed:
 * a list has no date of its own after which it ends, and outlives its signer.
 * @returns error `TrustAnchorInvalid`, with its cause: the list counts for nothing
 */
export function deviationListAnchor(list: DeviationList, trust: Trust, at: Date): Result<Anchor, ChipDeskError> {
  const refuse = (cause: string) => fail(chipDeskError('TrustAnchorInvalid', { cause: `deviation list: ${cause}` }))
  const { signer, signingTime = at } = list
  if (!signer.extendedKeyUsage?.includes(signingKey)) return refuse('its signer is none of deviation lists')
  const chain = chainToAnchor(signer, trust, { at: signingTime, purpose: signingKey })
  if (chain.outcome !== 'issued') return refuse(`issuer of its signer: ${chain.outcome}`)
  if (signingTime > at) return refuse('signed in the future')
  const validity = [signer, ...chain.links, chain.anchor.certificate].map(each => validityAt(each, signingTime))
  if (validity.some(each => each !== 'valid')) return refuse(`signer when it signed: ${validity.join(', ')}`)
  const issuer = chain.links[0] ?? chain.anchor.certificate
  if (revocationOf(signer, [issuer], trust.revocationLists(issuer), at).state === 'revoked')
    return refuse('its signer is revoked')
  return ok(chain.anchor)
}
