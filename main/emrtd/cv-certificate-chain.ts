import type { Curve } from '../crypto/curves.ts'
import { verifySignature } from '../crypto/signature.ts'
import { type CvCertificate, type CvRole, parseCvCertificate, type SensitiveDataGroup } from './cv-certificate.ts'
import { verifyingKey } from './cv-certificate-key.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'

/** The certificates to present to a chip, in that order: links, document verifier, inspection system. */
export interface CvChain {
  readonly certificates: readonly CvCertificate[]
  /** Holder reference of the inspection system, whose key signs the challenge. */
  readonly holder: string
  /** What everybody in the chain may have read. */
  readonly reads: readonly SensitiveDataGroup[]
}

/** Links of one CVCA to its next key, a document verifier and the inspection system: with room for some generations. */
const longestChain = 8

const unsupported = (message: string) => fail<EmrtdError>({ tag: 'AccessUnsupported', message })

/**
 * A chain from a trust point of the chip to an inspection system (TR-03110-3 §2.4, §3.5): each certificate names the one before it as its authority.
 * The first trust point for which there is one counts; among several inspection systems the one with more rights, then the one that lasts longer;
 * the shorter chain. Signatures are verified as far as the keys are there: wholly where the trust point's own certificate is given.
 * @param trustPoints references of the chip's CVCA keys, the current one first
 * @param files the operator's certificates, in any order
 * @param today `YYYY-MM-DD`. Everybody but a CVCA must be in its time: the chip takes the youngest date it sees for today
 * @returns errors: `AccessUnsupported` with the reason why there is no chain; `ProtocolTlv` for a file that is no certificate.
 */
export function chooseCvChain(
  trustPoints: readonly string[],
  files: readonly Uint8Array[],
  today: string,
): Result<CvChain, EmrtdError> {
  const certificates: CvCertificate[] = []
  for (const file of files) {
    const certificate = parseCvCertificate(file)
    if (!certificate.ok) return certificate
    certificates.push(certificate.value)
  }
  const systems = certificates.filter(each => each.role === 'inspection system').sort(byRightsAndTime)
  const reasons: string[] = []
  for (const trustPoint of trustPoints) {
    for (const chain of systems.flatMap(system => chainsTo(system, trustPoint, certificates))) {
      const problem = chainProblem(chain, certificates, today)
      if (!problem) return ok(describe(chain))
      reasons.push(problem)
    }
  }
  return unsupported(reasons[0] ?? `no certificate chain to ${trustPoints.join(', ') || 'a trust point'}`)
}

const byRightsAndTime = (a: CvCertificate, b: CvCertificate) =>
  b.reads.length - a.reads.length || (a.expires < b.expires ? 1 : a.expires > b.expires ? -1 : 0)

function describe(chain: readonly CvCertificate[]): CvChain {
  const reads = (['DG3', 'DG4'] as const).filter(group => chain.every(each => each.reads.includes(group)))
  return { certificates: chain, holder: chain.at(-1)?.holder ?? '', reads }
}

/** Every chain from the trust point down to a certificate, shorter ones first. Certificates that issue one another end at the longest chain. */
function chainsTo(last: CvCertificate, trustPoint: string, all: readonly CvCertificate[]): CvCertificate[][] {
  const found: CvCertificate[][] = []
  let open: CvCertificate[][] = [[last]]
  while (open.length > 0 && open.length <= 64) {
    found.push(...open.filter(chain => chain[0]?.authority === trustPoint))
    open = open.filter(chain => chain[0]?.authority !== trustPoint).flatMap(chain => withIssuers(chain, all))
  }
  return found
}

function withIssuers(chain: CvCertificate[], all: readonly CvCertificate[]): CvCertificate[][] {
  const [first] = chain
  if (!first || chain.length >= longestChain) return []
  return all
    .filter(each => each.holder === first.authority && each.authority !== each.holder)
    .filter(each => mayIssue(each.role, first.role))
    .map(each => [each, ...chain])
}

/** A CVCA issues links to itself and document verifiers, and these inspection systems (TR-03110-3 §2.4). */
const mayIssue = (issuer: CvRole, holder: CvRole): boolean =>
  issuer === 'CVCA' ? holder !== 'inspection system' : issuer !== 'inspection system' && holder === 'inspection system'

/** Why a chain will not do; undefined for one that will. The first certificate is issued by a trust point, which is a CVCA. */
function chainProblem(
  chain: readonly CvCertificate[],
  all: readonly CvCertificate[],
  today: string,
): string | undefined {
  if (chain[0] && !mayIssue('CVCA', chain[0].role)) return `${chain[0].holder} is issued by a CVCA itself`
  for (const { role, holder, effective, expires } of chain) {
    // A chip takes links for good after their time too, or it could never catch up.
    if (role === 'CVCA') continue
    if (expires < today) return `CV certificate ${holder} expired ${expires}`
    if (effective > today) return `CV certificate ${holder} begins ${effective}`
  }
  const anchors = all.filter(each => each.holder === each.authority && each.holder === chain[0]?.authority)
  const problems = (anchors.length > 0 ? anchors.map(anchor => [anchor, ...chain]) : [chain]).map(signatureProblem)
  return problems.includes(undefined) ? undefined : problems[0]
}

/**
 * Verifies each certificate by the key of the one before it; a first one that names itself by its own. Where the key is an elliptic curve's and
 * nobody above named the curve there is nothing to verify by, and the chip alone can tell.
 */
function signatureProblem(chain: readonly CvCertificate[]): string | undefined {
  let curve: Curve | undefined
  for (const [i, certificate] of chain.entries()) {
    const { authority, holder, body, signature } = certificate
    const issuer = i > 0 ? chain[i - 1] : authority === holder ? certificate : undefined
    if (issuer?.publicKey.kind === 'ec') curve = issuer.publicKey.curve ?? curve
    if (!issuer || (issuer.publicKey.kind === 'ec' && !curve)) continue
    const key = verifyingKey(issuer.publicKey, curve)
    if (!key || !verifySignature(key, issuer.publicKey.scheme, body, signature))
      return `signature of CV certificate ${holder} is wrong`
  }
  return undefined
}
