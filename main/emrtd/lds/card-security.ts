import { malformed } from '../pa/ber-element.ts'
import type { Certificate } from '../pa/certificate.ts'
import { type SignedDataError, verifySignedData } from '../pa/signed-data.ts'
import { ok, type Result } from '../result.ts'
import { parseSecurityInfos, type SecurityInfos } from '../security-infos.ts'

/** id-SecurityObject (TR-03110-3 A.1.2.5). */
const securityObject = '0.4.0.127.0.7.3.2.1'

/** EF.CardSecurity whose signature held. Whether its document signer may be trusted is for the certificate chain to say. */
export interface VerifiedCardSecurity {
  readonly securityInfos: SecurityInfos
  readonly signer: Certificate
  /** E.g. `ECDSA brainpoolP256r1 SHA-256`. */
  readonly algorithm: string
  readonly signingTime?: Date
}

/**
 * Verifies EF.CardSecurity (9303-10 §3.11.4, 9303-11 §9.2.11): a CMS SignedData over SecurityInfos, with the keys of chip authentication mapping.
 * Nothing of a file whose signature does not hold comes out of here.
 */
export function verifyCardSecurity(bytes: Uint8Array): Result<VerifiedCardSecurity, SignedDataError> {
  const signed = verifySignedData(bytes, [securityObject])
  if (!signed.ok) return signed
  const { content, signer, algorithm, signingTime } = signed.value
  const securityInfos = parseSecurityInfos(content)
  if (!securityInfos.ok) return malformed(securityInfos.error.message)
  return ok({ securityInfos: securityInfos.value, signer, algorithm, ...(signingTime && { signingTime }) })
}
