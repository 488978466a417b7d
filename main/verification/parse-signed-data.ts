import type { SignatureScheme } from '../crypto/signature.ts'
import { verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import { parseUnverifiedSod, verifySod } from '../emrtd/lds/sod.ts'
import { malformed, type StructureError } from '../emrtd/pa/ber-element.ts'
import { type Certificate, parseCertificate } from '../emrtd/pa/certificate.ts'
import { parseSignedData, type UnverifiedSignedData } from '../emrtd/pa/signed-data.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { parseSecurityInfos } from '../emrtd/security-infos.ts'
import { describeKey } from './parse-json.ts'

/** EF.SOD with what its signature is worth; nobody has looked for an anchor. */
export function describeSod(bytes: Uint8Array): Result<unknown, StructureError> {
  const sod = parseUnverifiedSod(bytes)
  if (!sod.ok) return sod
  const { signedData, securityObject } = sod.value
  return ok({
    contentType: signedData.contentType,
    securityObject,
    ...describeSigner(signedData),
    signature: describeSignature(verifySod(bytes)),
  })
}

/** EF.CardSecurity likewise. */
export function describeCardSecurity(bytes: Uint8Array): Result<unknown, StructureError> {
  const signedData = parseSignedData(bytes)
  if (!signedData.ok) return signedData
  const securityInfos = parseSecurityInfos(signedData.value.content)
  if (!securityInfos.ok) return malformed(securityInfos.error.message)
  return ok({
    contentType: signedData.value.contentType,
    securityInfos: securityInfos.value,
    ...describeSigner(signedData.value),
    signature: describeSignature(verifyCardSecurity(bytes)),
  })
}

const describeSigner = (signedData: UnverifiedSignedData) => ({
  digestAlgorithm: signedData.digestAlgorithm,
  scheme: signedData.scheme,
  signerId: signedData.signerId,
  certificates: signedData.certificates.map(describeCertificate),
})

const describeSignature = (verified: Result<{ readonly algorithm: string }, { readonly tag: string }>) =>
  verified.ok ? { holds: true, algorithm: verified.value.algorithm } : { holds: false, why: verified.error.tag }

/** A certificate in DER or PEM. */
export function describeCertificateFile(bytes: Uint8Array): Result<unknown, StructureError> {
  const text = new TextDecoder().decode(bytes)
  const base64 = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/.exec(text)?.[1]
  const certificate = parseCertificate(base64 ? new Uint8Array(Buffer.from(base64, 'base64')) : bytes)
  return certificate.ok ? ok(describeCertificate(certificate.value)) : certificate
}

/** A certificate by what it says; keys and algorithms that we do not have are errors of their own. */
export function describeCertificate({
  bytes,
  tbs: _,
  signature: __,
  issuer,
  subject,
  publicKey,
  scheme,
  ...rest
}: Certificate) {
  return {
    subject: subject.text,
    issuer: issuer.text,
    ...rest,
    length: bytes.length,
    publicKey: publicKey.ok ? describeKey(publicKey.value) : { error: publicKey.error },
    scheme: scheme.ok ? (scheme.value satisfies SignatureScheme) : { error: scheme.error },
  }
}
