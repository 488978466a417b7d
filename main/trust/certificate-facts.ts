import type { SignatureScheme } from '../crypto/signature.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import type { CertificateEntry } from './trust-index.ts'

/** What the index says of a certificate beyond where it came from. */
export type CertificateFacts = Omit<
  CertificateEntry,
  'fingerprint' | 'status' | 'source' | 'importedBy' | 'importedAt' | 'role' | 'kind' | 'reason' | 'nonConformant'
>

/** Facts of a certificate for the index, an import preview and a list. */
export function factsOf(certificate: Certificate): CertificateFacts {
  const { subject, issuer, serial, subjectKeyId, authorityKeyId, notBefore, notAfter, scheme } = certificate
  return {
    subject: subject.text,
    subjectKey: subject.key,
    issuer: issuer.text,
    issuerKey: issuer.key,
    serial,
    ...(subject.country && { country: subject.country }),
    ...(subjectKeyId !== undefined && { subjectKeyId }),
    ...(authorityKeyId !== undefined && { authorityKeyId }),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    signature: scheme.ok ? signatureName(scheme.value) : scheme.error.message,
    key: keyName(certificate),
  }
}

/** E.g. `RSA SHA-256`, `RSA-PSS SHA-256`, `ECDSA SHA-384`. */
export const signatureName = ({ kind, hash }: SignatureScheme): string =>
  `${{ 'rsa-pkcs1': 'RSA', 'rsa-pss': 'RSA-PSS', ecdsa: 'ECDSA' }[kind]} ${hash}`

function keyName({ publicKey }: Certificate): string {
  if (!publicKey.ok) return publicKey.error.message
  return publicKey.value.kind === 'rsa' ? `RSA ${publicKey.value.bits}` : `EC ${publicKey.value.curve.name}`
}

/** A fingerprint in groups of four digits, as people compare it. */
export const inGroups = (fingerprint: string): string => (fingerprint.match(/.{1,4}/g) ?? []).join(' ').toUpperCase()
