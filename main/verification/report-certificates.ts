import { describeSignature, type PublicKey } from '../crypto/signature.ts'
import { verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { verifySod } from '../emrtd/lds/sod.ts'
import type { Certificate } from '../emrtd/pa/certificate.ts'
import { type AnchorKind, fingerprintOf } from '../trust/anchor.ts'
import { type ChainQuestion, chainToAnchor, type DocumentUse } from '../trust/chain.ts'
import type { Trust } from '../trust/trust.ts'
import type { KeptRead } from './kept-read.ts'

/** A certificate that a verdict rests on, in words. */
export interface CertificateSummary {
  readonly role: 'document-signer' | 'card-security-signer' | 'link' | 'anchor'
  readonly subject: string
  readonly issuer: string
  /** Hex. */
  readonly serial: string
  readonly notBefore: Date
  readonly notAfter: Date
  /** Of its own key, e.g. `EC brainpoolP256r1`. */
  readonly key: string
  /** By which its issuer signed it, e.g. `ECDSA brainpoolP384r1 SHA-384`; the hash alone where the issuer's key is not known. */
  readonly signature: string
  /** SHA-256 over the certificate, hex. */
  readonly fingerprint: string
  /** Of an anchor: what it may prove, and the file it came from. */
  readonly kind?: AnchorKind
  readonly source?: string
}

/** The signers of what was read, whose signatures held, and the way up to the anchor; nothing of a signature that does not hold. */
export function certificatesOf(read: KeptRead, trust: Trust, at: Date): CertificateSummary[] {
  const signersFor = (id: Parameters<Trust['signersFor']>[0]) => trust.signersFor(id)
  const sodBytes = read.files.get('SOD')
  const sod = sodBytes && verifySod(sodBytes, signersFor)
  const cardBytes = read.files.get('CardSecurity')
  const card = cardBytes && verifyCardSecurity(cardBytes, signersFor)
  const found: CertificateSummary[] = []
  const question = { at, use: documentUse(read) }
  if (sod?.ok) found.push(...wayUp('document-signer', sod.value.signer, trust, question))
  if (card?.ok) found.push(...wayUp('card-security-signer', card.value.signer, trust, question))
  return found.filter(({ fingerprint }, i) => found.findIndex(other => other.fingerprint === fingerprint) === i)
}

/** As the chain check asks: an anchor of passports is not shown above a card. */
function documentUse({ files }: KeptRead): DocumentUse {
  const bytes = files.get('DG1')
  const mrz = bytes && parseDg1(bytes)
  return mrz?.ok && mrz.value.documentCode.startsWith('P') ? 'passport' : 'identity-card'
}

function wayUp(
  role: CertificateSummary['role'],
  signer: Certificate,
  trust: Trust,
  question: ChainQuestion,
): CertificateSummary[] {
  const chain = chainToAnchor(signer, trust, question)
  if (chain.outcome !== 'issued') return [summaryOf(role, signer)]
  const { anchor, links } = chain
  const way = [signer, ...links, anchor.certificate]
  return way.map((certificate, i) => {
    const issuer = way[i + 1] ?? anchor.certificate
    if (i === 0) return summaryOf(role, certificate, issuer)
    if (i < way.length - 1) return summaryOf('link', certificate, issuer)
    return { ...summaryOf('anchor', certificate, issuer), kind: anchor.kind, source: anchor.source }
  })
}

function summaryOf(
  role: CertificateSummary['role'],
  certificate: Certificate,
  issuer?: Certificate,
): CertificateSummary {
  const { subject, serial, notBefore, notAfter, publicKey, scheme } = certificate
  return {
    role,
    subject: subject.text,
    issuer: certificate.issuer.text,
    serial,
    notBefore,
    notAfter,
    key: publicKey.ok ? keyText(publicKey.value) : publicKey.error.message,
    signature: scheme.ok
      ? issuer?.publicKey.ok
        ? describeSignature(issuer.publicKey.value, scheme.value)
        : `${scheme.value.kind.toUpperCase()} ${scheme.value.hash}`
      : scheme.error.message,
    fingerprint: fingerprintOf(certificate.bytes),
  }
}

const keyText = (key: PublicKey) => (key.kind === 'ec' ? `EC ${key.curve.name}` : `RSA ${key.bits}`)
