import { type CvCertificate, parseCvCertificate } from '../emrtd/cv-certificate.ts'
import type { CvPublicKey } from '../emrtd/cv-certificate-key.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { fail, ok } from '../emrtd/result.ts'
import { verifyDeviationList } from '../trust/deviation-list.ts'
import { countDocumentNumbers } from '../trust/document-number-set.ts'
import { verifyMasterList } from '../trust/master-list.ts'
import { parseRevocationList } from '../trust/revocation-list.ts'
import type { Parsing } from './parse-data-group.ts'
import { describeCertificate } from './parse-signed-data.ts'

/** A CSCA master list whose own signature holds: who signed it, and whose certificates are in it, one that cannot be read by its error. */
export function describeMasterList(bytes: Uint8Array): Parsing {
  const list = verifyMasterList(bytes)
  if (!list.ok) return isStructural(list.error.tag) ? list : fail({ ...list.error, tag: 'TrustAnchorInvalid' })
  const { certificates, signer, algorithm, signingTime } = list.value
  return ok({
    signer: describeCertificate(signer),
    algorithm,
    signingTime,
    count: certificates.length,
    certificates: certificates.map(certificate => {
      const parsed = parseCertificate(certificate)
      if (!parsed.ok) return { error: parsed.error }
      const { subject, issuer, notBefore, notAfter } = parsed.value
      return { subject: subject.text, issuer: issuer.text, notBefore, notAfter }
    }),
  })
}

/** Entries shown of a list that may have hundreds of thousands. */
const mostShown = 1000

/** A deviation list whose own signature holds, with its entries; document numbers are counted, not listed: only their hashes are kept. */
export function describeDeviationList(bytes: Uint8Array): Parsing {
  const list = verifyDeviationList(bytes)
  if (!list.ok) return isStructural(list.error.tag) ? list : fail({ ...list.error, tag: 'TrustAnchorInvalid' })
  const { entries, signer, companions: _, ...rest } = list.value
  return ok({
    signer: describeCertificate(signer),
    ...rest,
    count: entries.length,
    entries: entries.slice(0, mostShown).map(({ numbers, ...entry }) => ({
      ...entry,
      ...(numbers && { numbers: countDocumentNumbers(numbers) }),
    })),
  })
}

const isStructural = (tag: string) => tag === 'malformed' || tag === 'unsupported'

/** A revocation list; whether its issuer signed it is for the chain to say. */
export function describeRevocationList(bytes: Uint8Array): Parsing {
  const list = parseRevocationList(bytes)
  if (!list.ok) return list
  const { issuer, thisUpdate, nextUpdate, authorityKeyId, revoked, scheme } = list.value
  return ok({ issuer: issuer.text, thisUpdate, nextUpdate, authorityKeyId, scheme, revoked })
}

/** A card verifiable certificate of terminal authentication; its signature is not verified. */
export function describeCvCertificate(bytes: Uint8Array): Parsing {
  const certificate = parseCvCertificate(bytes)
  return certificate.ok ? ok(described(certificate.value)) : certificate
}

const described = ({ body: _, signature: __, publicKey, ...rest }: CvCertificate) => ({
  ...rest,
  publicKey: { algorithm: publicKey.algorithm, ...sizeOf(publicKey) },
})

const sizeOf = (key: CvPublicKey) =>
  key.kind === 'rsa' ? { kind: 'rsa', bits: key.key.bits } : { kind: 'ec', curve: key.curve?.name ?? 'inherited' }
