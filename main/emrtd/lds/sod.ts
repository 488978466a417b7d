import { malformed, type StructureError } from '../pa/ber-element.ts'
import type { Certificate } from '../pa/certificate.ts'
import {
  parseSignedData,
  type SignedDataError,
  type UnverifiedSignedData,
  verifySignedData,
} from '../pa/signed-data.ts'
import { ok, type Result } from '../result.ts'
import { readOnly } from '../tlv.ts'
import { type LdsSecurityObject, ldsSecurityObjectTypes, parseLdsSecurityObject } from './lds-security-object.ts'

/** EF.SOD whose signature held. Whether its document signer may be trusted is for the certificate chain to say. */
export interface VerifiedSod {
  readonly securityObject: LdsSecurityObject
  readonly signer: Certificate
  /** E.g. `ECDSA brainpoolP256r1 SHA-256`. */
  readonly algorithm: string
  readonly signingTime?: Date
}

/**
 * Verifies EF.SOD (9303-11 §5.1, 9303-10 §4.6.2): `77 { CMS SignedData }`. Nothing of an EF.SOD whose signature does not hold comes
 * out of here.
 */
export function verifySod(bytes: Uint8Array): Result<VerifiedSod, SignedDataError> {
  const cms = contentOf(bytes)
  if (!cms.ok) return cms
  const signed = verifySignedData(cms.value, ldsSecurityObjectTypes)
  if (!signed.ok) return signed
  const { content, signer, algorithm, signingTime } = signed.value
  const securityObject = parseLdsSecurityObject(content)
  if (!securityObject.ok) return securityObject
  return ok({ securityObject: securityObject.value, signer, algorithm, ...(signingTime && { signingTime }) })
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
  const outer = readOnly(bytes, 0x77)
  return outer.ok ? ok(outer.value.value) : malformed(`EF.SOD: ${outer.error.message}`)
}
