import { malformed, readBer, type StructureError } from '../pa/ber-element.ts'
import {
  parseSignedData,
  type SignedDataError,
  type UnverifiedSignedData,
  type VerifiedSignedData,
  verifySignedData,
} from '../pa/signed-data.ts'
import type { SignerLookup } from '../pa/signer-certificate.ts'
import { ok, type Result } from '../result.ts'
import { readOnly } from '../tlv.ts'
import {
  type LdsSecurityObject,
  ldsSecurityObjectType,
  ldsSecurityObjectTypes,
  parseLdsSecurityObject,
} from './lds-security-object.ts'

/** EF.SOD whose signature held. Whether its document signer may be trusted is for the certificate chain to say. */
export interface VerifiedSod
  extends Pick<
    VerifiedSignedData,
    'signer' | 'signerFrom' | 'algorithm' | 'deviations' | 'weaknesses' | 'signingTime'
  > {
  readonly securityObject: LdsSecurityObject
}

/**
 * Verifies EF.SOD (9303-11 §5.1, 9303-10 §4.6.2): `77 { CMS SignedData }`. Nothing of an EF.SOD whose signature does not hold comes
 * out of here.
 * @param signersFor document signers of the desk, for an EF.SOD that brings no certificate (9303-10 §4.6.2.2 leaves it out in version 0)
 */
export function verifySod(bytes: Uint8Array, signersFor?: SignerLookup): Result<VerifiedSod, SignedDataError> {
  const cms = contentOf(bytes)
  if (!cms.ok) return cms
  const signed = verifySignedData(cms.value, ldsSecurityObjectTypes, signersFor)
  if (!signed.ok) return signed
  const { content, contentType, certificates: _, ...rest } = signed.value
  const securityObject = parseLdsSecurityObject(content)
  if (!securityObject.ok) return securityObject
  const { hashAlgorithm } = securityObject.value
  const typed = contentType === ldsSecurityObjectType || rest.deviations.includes('content-type-differs')
  return ok({
    ...rest,
    securityObject: securityObject.value,
    deviations: typed ? rest.deviations : [...rest.deviations, 'content-type-differs'],
    weaknesses: [...new Set([...rest.weaknesses, ...(hashAlgorithm === 'SHA-1' ? ['SHA-1'] : [])])],
  })
}

/** What an EF.SOD says, for showing it. Proves nothing: no check may rest on it. */
export interface UnverifiedSod {
  readonly signedData: UnverifiedSignedData
  readonly securityObject: LdsSecurityObject
}

export function parseUnverifiedSod(bytes: Uint8Array): Result<UnverifiedSod, StructureError> {
  const cms = contentOf(bytes)
  if (!cms.ok) return cms
  const signedData = parseSignedData(cms.value)
  if (!signedData.ok) return signedData
  const securityObject = parseLdsSecurityObject(signedData.value.content)
  return securityObject.ok ? ok({ signedData: signedData.value, securityObject: securityObject.value }) : securityObject
}

function contentOf(bytes: Uint8Array): Result<Uint8Array, StructureError> {
  if (bytes[0] === 0x77 && bytes[1] === 0x80) {
    const whole = readBer(bytes)
    return whole.ok ? ok(whole.value.content) : whole
  }
  const outer = readOnly(bytes, 0x77)
  return outer.ok ? ok(outer.value.value) : malformed(`EF.SOD: ${outer.error.message}`)
}
