import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type Anchor, type AnchorProblem, readAnchor } from './anchor.ts'

/** The anchors of a desk, in the order of their fingerprints, each once. */
export interface AnchorStore {
  readonly anchors: readonly Anchor[]
  /** SHA-256 over the fingerprints in order, hex: two desks with the same digest trust the same issuers. */
  readonly digest: string
  /** Files that hold no usable anchor; they are left out, and the operator must be told. */
  readonly problems: readonly AnchorProblem[]
}

/** Builds a store from files, DER or PEM with any number of certificates. */
export function anchorStore(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): AnchorStore {
  const anchors = new Map<string, Anchor>()
  const problems: AnchorProblem[] = []
  for (const { name, bytes } of files) {
    const certificates = certificatesOf(bytes)
    if (certificates.length === 0) problems.push({ source: name, message: 'no certificate in the file' })
    for (const der of certificates) {
      const anchor = readAnchor(name, der)
      if ('message' in anchor) problems.push(anchor)
      // The same certificate under two names: the one that claims less wins.
      else if (anchors.get(anchor.fingerprint)?.kind !== 'test') anchors.set(anchor.fingerprint, anchor)
    }
  }
  const sorted = [...anchors.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
  const digest = bytesToHex(sha256(concatBytes(...sorted.map(anchor => hexToBytes(anchor.fingerprint)))))
  return { anchors: sorted, digest, problems }
}

/** Loads the `.cer`, `.crt`, `.der` and `.pem` files of a folder. Error `TrustAnchorInvalid`: the folder cannot be read. */
export async function loadAnchors(folder: string): Promise<Result<AnchorStore, ChipDeskError>> {
  try {
    const names = (await readdir(folder)).filter(name => /\.(cer|crt|der|pem)$/i.test(name)).sort()
    const files = await Promise.all(
      names.map(async name => ({ name, bytes: new Uint8Array(await readFile(join(folder, name))) })),
    )
    return ok(anchorStore(files))
  } catch (error) {
    return fail(chipDeskError('TrustAnchorInvalid', { cause: error instanceof Error ? error.message : String(error) }))
  }
}

/** DER of each certificate in a PEM text, or the whole file if it is none. */
function certificatesOf(bytes: Uint8Array): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes]
  const blocks = new TextDecoder('latin1')
    .decode(bytes)
    .matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return Array.from(blocks, block => new Uint8Array(Buffer.from(block[1] ?? '', 'base64')))
}
