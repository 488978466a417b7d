import { malformed, oidOf, readBer, type StructureError } from '../emrtd/pa/ber-element.ts'
import { ok, type Result } from '../emrtd/result.ts'

/** What a PKCS #7 file without signers carries: nothing in it is signed, so it is worth what each certificate is worth alone. */
export interface CertificateBag {
  readonly certificates: readonly Uint8Array[]
  readonly revocationLists: readonly Uint8Array[]
}

const [signedData, data] = ['1.2.840.113549.1.7.2', '1.2.840.113549.1.7.1']
/** Enough for some thousand certificates. */
const mostNodes = 400_000

/** Reads a certs-only message (RFC 8551 §3.8): SignedData without content and without signers. */
export function readCertificateBag(bytes: Uint8Array): Result<CertificateBag, StructureError> {
  const info = readBer(bytes, mostNodes)
  if (!info.ok) return info
  const [type, wrapped] = info.value.children
  const [version, digests, encapsulated, ...rest] = wrapped?.children[0]?.children ?? []
  if (oidOf(type) !== signedData || version?.tag !== 0x02 || digests?.tag !== 0x31) return malformed('PKCS #7')
  const [contentType, ...content] = encapsulated?.children ?? []
  if (oidOf(contentType) !== data || content.length > 0) return malformed('PKCS #7 with content')
  if (rest.at(-1)?.tag !== 0x31 || rest.at(-1)?.children.length !== 0) return malformed('PKCS #7 with signers')
  const bytesUnder = (tag: number) =>
    (rest.find(each => each.tag === tag)?.children ?? []).filter(each => each.tag === 0x30).map(each => each.bytes)
  return ok({ certificates: bytesUnder(0xa0), revocationLists: bytesUnder(0xa1) })
}
