import { malformed } from '../pa/ber-element.ts'
import { type SignedDataError, type VerifiedSignedData, verifySignedData } from '../pa/signed-data.ts'
import type { SignerLookup } from '../pa/signer-certificate.ts'
import { ok, type Result } from '../result.ts'
import { parseSecurityInfos, type SecurityInfos } from '../security-infos.ts'

/** id-SecurityObject (TR-03110-3 A.1.2.5). */
const securityObject = '0.4.0.127.0.7.3.2.1'

/** EF.CardSecurity whose signature held. Whether its document signer may be trusted is for the certificate chain to say. */
export interface VerifiedCardSecurity
  extends Pick<
    VerifiedSignedData,
    'signer' | 'signerFrom' | 'algorithm' | 'deviations' | 'weaknesses' | 'signingTime'
  > {
  readonly securityInfos: SecurityInfos
}

/**
 * Verifies EF.CardSecurity (9303-10 §3.11.4, 9303-11 §9.2.11): a CMS SignedData over SecurityInfos, with the keys of chip authentication mapping.
 * Nothing of a file whose signature does not hold comes out of here. It is refused without signed attributes, though files like that exist:
 * its content is a SET, as signed attributes are, so that those of any EF.SOD could be passed off as an EF.CardSecurity.
 */
export function verifyCardSecurity(
  bytes: Uint8Array,
  signersFor?: SignerLookup,
): Result<VerifiedCardSecurity, SignedDataError> {
  const signed = verifySignedData(bytes, [securityObject], signersFor)
  if (!signed.ok) return signed
  const { content, contentType: _, certificates: __, ...rest } = signed.value
  const securityInfos = parseSecurityInfos(content)
  if (!securityInfos.ok) return malformed(securityInfos.error.message)
  return ok({ ...rest, securityInfos: securityInfos.value })
}
