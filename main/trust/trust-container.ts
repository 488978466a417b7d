import { readCertificateBag } from './certificate-bag.ts'
import { isLdif, type LdifEntry, readLdif } from './ldif.ts'
import { isPem, pemBlocks } from './pem.ts'
import { isBundle } from './trust-bundle.ts'

/** One thing out of an imported file, not yet looked into. */
export type TrustItem = {
  /** File, and the place in it where there are several. */
  readonly source: string
} & (
  | { readonly type: 'certificate'; readonly bytes: Uint8Array; readonly from: 'file' | 'directory' | 'non-conformant' }
  | { readonly type: 'revocation-list' | 'master-list' | 'deviation-list'; readonly bytes: Uint8Array }
  | { readonly type: 'bundle'; readonly text: string }
  | { readonly type: 'unreadable'; readonly message: string }
  /** Nothing that anybody trusts comes in this form. */
  | { readonly type: 'foreign'; readonly form: 'archive' | 'unknown-form' }
)

/**
 * Takes a file apart: PEM with any number of blocks, DER, PKCS #7 without signers, a master or deviation list, LDIF of the PKD, a trust bundle. What
 * it is follows from its content; the name is only said in the preview.
 */
export function trustItems(source: string, bytes: Uint8Array): readonly TrustItem[] {
  // A text that begins with 0 has a letter behind it, and no length.
  const [tag, length = 0] = bytes
  if (tag === 0x30 && (length >= 0x80 || length === bytes.length - 2)) return derItems(source, bytes)
  const text = new TextDecoder().decode(bytes)
  if (isPem(text)) return pemItems(source, text)
  if (isBundle(text)) return [{ type: 'bundle', source, text }]
  if (isLdif(text)) return ldifItems(source, text)
  return [{ type: 'foreign', source, form: text.startsWith('PK\u0003\u0004') ? 'archive' : 'unknown-form' }]
}

const contentTypes = [
  // OBJECT IDENTIFIER 2.23.136.1.1.2 and 2.23.136.1.1.7 as eContentType
  { type: 'master-list', oid: '06066781080101' + '02' },
  { type: 'deviation-list', oid: '06066781080101' + '07' },
] as const
const signedDataOid = '06092a864886f70d010702'

/** DER by its first octets; whether it is well formed is for the parser to say. */
function derItems(source: string, bytes: Uint8Array): readonly TrustItem[] {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('hex')
  // The OID follows the header of the outer SEQUENCE, which has at most six octets.
  const at = head.indexOf(signedDataOid)
  if (at >= 0 && at <= 12) {
    const list = contentTypes.find(({ oid }) => head.includes(oid))
    return list ? [{ type: list.type, source, bytes }] : bagItems(source, bytes)
  }
  return [{ type: isRevocationList(bytes) ? 'revocation-list' : 'certificate', source, bytes, from: 'file' }]
}

function bagItems(source: string, bytes: Uint8Array): readonly TrustItem[] {
  const bag = readCertificateBag(bytes)
  if (!bag.ok) return [{ type: 'unreadable', source, message: bag.error.message }]
  const { certificates, revocationLists } = bag.value
  if (certificates.length + revocationLists.length === 0)
    return [{ type: 'unreadable', source, message: 'PKCS #7 without certificates' }]
  return [
    ...certificates.map(each => ({ type: 'certificate' as const, source, bytes: each, from: 'file' as const })),
    ...revocationLists.map(each => ({ type: 'revocation-list' as const, source, bytes: each })),
  ]
}

/**
 * A TBSCertList begins with its version INTEGER or an AlgorithmIdentifier and then a Name and a time, a TBSCertificate with [0] or a serial number and then
 * an AlgorithmIdentifier: tags of the first members tell them apart (RFC 5280 §4.1, §5.1).
 */
function isRevocationList(bytes: Uint8Array): boolean {
  const tags = tagsWithin(bytes, 2)
  return tags.startsWith('02,30,30,17') || tags.startsWith('02,30,30,18') || /^30,30,1[78]/.test(tags)
}

/** Tags of the first members of the SEQUENCE that is `depth` deep at the front, comma-separated hex. */
function tagsWithin(bytes: Uint8Array, depth: number): string {
  let at = 0
  for (let level = 0; level < depth; level++) at = headerEnd(bytes, at).start
  const tags: string[] = []
  while (tags.length < 4 && at < bytes.length) {
    tags.push((bytes[at] ?? 0).toString(16).padStart(2, '0'))
    const { start, length } = headerEnd(bytes, at)
    at = start + length
  }
  return tags.join(',')
}

function headerEnd(bytes: Uint8Array, at: number): { start: number; length: number } {
  const first = bytes[at + 1] ?? 0
  const count = first > 0x80 ? first & 0x7f : 0
  const octets = bytes.subarray(at + 2, at + 2 + count)
  return { start: at + 2 + count, length: count > 0 ? octets.reduce((sum, each) => sum * 256 + each, 0) : first & 0x7f }
}

function pemItems(source: string, text: string): readonly TrustItem[] {
  const known = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE', 'X509 CRL', 'PKCS7', 'CMS']
  const blocks = pemBlocks(text)
  if (blocks.length === 0) return [{ type: 'unreadable', source, message: 'PEM without a whole block' }]
  return blocks.flatMap(({ label, bytes }, index): readonly TrustItem[] => {
    const place = blocks.length > 1 ? `${source} #${index + 1}` : source
    if (!known.includes(label)) return [{ type: 'unreadable', source: place, message: `PEM block ${label}` }]
    return derItems(place, bytes)
  })
}

/**
 * Content of the ICAO PKD (9303-12 §8): collection 001 document signers and revocation lists, 002 master lists, 003 what does not conform, by the
 * branch of the directory that it stood in. The file is not signed, so that no anchor comes out of it.
 */
function ldifItems(source: string, text: string): readonly TrustItem[] {
  const entries = readLdif(text)
  if (!entries.ok) return [{ type: 'unreadable', source, message: entries.error.message }]
  const items = entries.value.flatMap(entry => entryItems(source, entry))
  return items.length > 0 ? items : [{ type: 'unreadable', source, message: 'LDIF without certificates or lists' }]
}

function entryItems(source: string, { dn, line, values }: LdifEntry): readonly TrustItem[] {
  const place = `${source} line ${line}`
  const from = /(^|,)\s*dc=nc-data\s*(,|$)/i.test(dn) ? ('non-conformant' as const) : ('directory' as const)
  const of = (...names: string[]) => names.flatMap(name => values.get(name) ?? [])
  const lists = from === 'directory' ? of('certificaterevocationlist') : []
  const masterLists = from === 'directory' ? of('pkdmasterlistcontent', 'cscamasterlistdata') : []
  return [
    ...of('usercertificate').map(bytes => ({ type: 'certificate' as const, source: place, bytes, from })),
    ...lists.map(bytes => ({ type: 'revocation-list' as const, source: place, bytes })),
    ...masterLists.map(bytes => ({ type: 'master-list' as const, source: place, bytes })),
  ]
}
