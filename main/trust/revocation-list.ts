import { bytesToHex } from '@noble/hashes/utils.js'
import { type SignatureScheme, verifySignature } from '../crypto/signature.ts'
import { algorithmOid, readSignatureAlgorithm } from '../emrtd/pa/algorithm-identifier.ts'
import {
  type BerElement,
  bitStringOf,
  malformed,
  octetsOf,
  oidOf,
  readBer,
  type StructureError,
} from '../emrtd/pa/ber-element.ts'
import { type Certificate, readTime } from '../emrtd/pa/certificate.ts'
import { type DistinguishedName, readName } from '../emrtd/pa/distinguished-name.ts'
import { ok, type Result } from '../emrtd/result.ts'

/** A certificate revocation list (RFC 5280 §5, 9303-12 §7.1.4) as received. It counts only under a certificate that signed it. */
export interface RevocationList {
  readonly issuer: DistinguishedName
  readonly thisUpdate: Date
  /** After this the list is stale: newer revocations may be missing. */
  readonly nextUpdate?: Date
  readonly authorityKeyId?: string
  /** Serial numbers as hex of their content octets, with the time of revocation. */
  readonly revoked: ReadonlyMap<string, Date>
  readonly tbs: Uint8Array
  readonly scheme: SignatureScheme
  readonly signature: Uint8Array
}

/** Issuers have revoked up to some hundred signers; a list that needs more nodes than this is none of theirs. */
const mostNodes = 400_000

/** Parses a complete CRL. Delta lists and critical extensions that nobody here understands are refused: they would say less than they seem to. */
export function parseRevocationList(bytes: Uint8Array): Result<RevocationList, StructureError> {
  const element = readBer(bytes, mostNodes)
  if (!element.ok) return element
  const [tbs, algorithm, signatureValue, ...more] = element.value.children
  const signature = bitStringOf(signatureValue)
  if (element.value.tag !== 0x30 || tbs?.tag !== 0x30 || !signature || more.length > 0)
    return malformed('CertificateList')
  const members = tbs.children[0]?.tag === 0x02 ? tbs.children.slice(1) : tbs.children
  const [inner, issuerName, thisTime, ...rest] = members
  if (!inner || !algorithmOid(inner) || algorithmOid(inner) !== algorithmOid(algorithm))
    return malformed('signature algorithms of the revocation list differ')
  const scheme = readSignatureAlgorithm(inner)
  if (!scheme.ok) return scheme
  const issuer = readName(issuerName)
  if (!issuer.ok) return issuer
  const thisUpdate = thisTime && readTime(thisTime)
  if (!thisUpdate) return malformed('thisUpdate')
  const nextTime = rest[0] && isTime(rest[0]) ? rest.shift() : undefined
  const nextUpdate = nextTime && readTime(nextTime)
  if (nextTime && !nextUpdate) return malformed('nextUpdate')
  const revoked = readRevoked(rest[0]?.tag === 0x30 ? rest.shift() : undefined)
  if (!revoked.ok) return revoked
  const extensions = readExtensions(rest[0]?.tag === 0xa0 ? rest.shift() : undefined)
  if (!extensions.ok) return extensions
  if (rest.length > 0) return malformed('members of the revocation list')
  return ok({
    issuer: issuer.value,
    thisUpdate,
    ...(nextUpdate && { nextUpdate }),
    ...extensions.value,
    revoked: revoked.value,
    tbs: tbs.bytes,
    scheme: scheme.value,
    signature,
  })
}

const isTime = ({ tag }: BerElement) => tag === 0x17 || tag === 0x18

function readRevoked(list: BerElement | undefined): Result<ReadonlyMap<string, Date>, StructureError> {
  const found = new Map<string, Date>()
  for (const entry of list?.children ?? []) {
    const [serial, time, extensions] = entry.children
    const date = time && readTime(time)
    if (entry.tag !== 0x30 || serial?.tag !== 0x02 || !date) return malformed('revoked certificate')
    // Of another issuer (certificateIssuer) or with a condition that nobody here knows: the list says less than it seems to (RFC 5280 §5.3).
    const unknown = extensions?.children.find(({ children }) => !harmlessOfEntry(children))
    if (unknown) return malformed(`extension ${oidOf(unknown.children[0]) ?? ''} of a revoked certificate`)
    found.set(bytesToHex(serial.content), date)
  }
  return ok(found)
}

/** reasonCode and invalidityDate, or what need not be understood. */
const harmlessOfEntry = ([type, flag]: BerElement['children']): boolean =>
  ['2.5.29.21', '2.5.29.24'].includes(oidOf(type) ?? '') || (oidOf(type) !== undefined && !isCritical(flag))

const isCritical = (flag: BerElement | undefined) => flag?.tag === 0x01 && flag.content[0] !== 0

/** authorityKeyIdentifier, cRLNumber, issuerAltName, freshestCRL change nothing else; deltaCRLIndicator and issuingDistributionPoint would. */
const harmless = ['2.5.29.35', '2.5.29.20', '2.5.29.18', '2.5.29.46']

function readExtensions(wrapped: BerElement | undefined): Result<{ authorityKeyId?: string }, StructureError> {
  for (const { children } of wrapped?.children[0]?.children ?? []) {
    const oid = oidOf(children[0])
    if (!oid || (!harmless.includes(oid) && (isCritical(children[1]) || oid === '2.5.29.27')))
      return malformed(`extension ${oid ?? ''} of the revocation list`)
  }
  const keyId = (wrapped?.children[0]?.children ?? []).find(({ children }) => oidOf(children[0]) === '2.5.29.35')
  const octets = keyId && octetsOf(keyId.children.at(-1))
  const value = octets && readBer(octets)
  const id = value?.ok ? value.value.children.find(each => each.tag === 0x80) : undefined
  return ok(id ? { authorityKeyId: bytesToHex(id.content) } : {})
}

/** What was found of a list and a certificate, neither of which ever changes: every card of the day asks the same again. */
const signed = new WeakMap<RevocationList, WeakMap<Certificate, boolean>>()

/** True if this certificate's own key signed the list, and may sign lists (keyUsage cRLSign, where it says what it may). */
export function isListSignedBy(list: RevocationList, certificate: Certificate): boolean {
  const found = signed.get(list) ?? new WeakMap<Certificate, boolean>()
  const known = found.get(certificate)
  if (known !== undefined) return known
  const { publicKey, keyUsage = 0x0200 } = certificate
  const { scheme, tbs, signature } = list
  const holds = (keyUsage & 0x0200) !== 0 && publicKey.ok && verifySignature(publicKey.value, scheme, tbs, signature)
  signed.set(list, found.set(certificate, holds))
  return holds
}

/** What the lists of an issuer say of a certificate at a time; the words for fresh, stale and absent lists are different (TR-03135-1 §5.6.4.3). */
export type Revocation =
  | { readonly state: 'good'; readonly thisUpdate: Date; readonly goodUntil: Date }
  | { readonly state: 'stale'; readonly thisUpdate: Date; readonly goodUntil: Date; readonly daysOverdue: number }
  | { readonly state: 'revoked'; readonly since: Date }
  | { readonly state: 'absent' }

const day = 86_400_000
/** 9303-12 §7.1.4: a list is issued every 90 days at least. RFC 5280 wants every list to name its end; for one that does not, this is it. */
const longestLife = 90 * day

/**
 * Looks a certificate up in the lists of its issuer. The newest one made by then decides; a revocation counts from any of them, however old, and
 * whenever the document was signed: nobody knows what else was signed with a key that is lost.
 * @param issuers certificates of the issuer whose keys sign its lists: an issuer signs with its newest key for the certificates of all its keys
 * (9303-12 §7.1.4). Lists of other names than the one that issued the certificate are none of its issuer.
 */
export function revocationOf(
  certificate: Certificate,
  issuers: readonly Certificate[],
  lists: readonly RevocationList[],
  at: Date,
): Revocation {
  const own = lists
    .filter(list => list.issuer.key === certificate.issuer.key && list.thisUpdate <= at)
    .filter(list => issuers.some(issuer => issuer.subject.key === list.issuer.key && isListSignedBy(list, issuer)))
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime())
  const since = own.map(({ revoked }) => revoked.get(certificate.serial)).find(date => date !== undefined)
  if (since) return { state: 'revoked', since }
  const [newest] = own
  if (!newest) return { state: 'absent' }
  const { thisUpdate, nextUpdate } = newest
  const goodUntil = nextUpdate ?? new Date(thisUpdate.getTime() + longestLife)
  if (goodUntil >= at) return { state: 'good', thisUpdate, goodUntil }
  const daysOverdue = Math.ceil((at.getTime() - goodUntil.getTime()) / day)
  return { state: 'stale', thisUpdate, goodUntil, daysOverdue }
}
