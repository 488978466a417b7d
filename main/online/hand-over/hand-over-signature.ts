import { utf8ToBytes } from '@noble/hashes/utils.js'
import { hmacOfText } from '../../crypto/text-hash.ts'

/** What a signature of the contract is made over, besides the body. None of it has a line feed. */
export interface SignedRequest {
  readonly client: string
  /** Milliseconds since 1970 in decimal digits. */
  readonly timestamp: string
  readonly method: 'POST'
  /** With the query, as sent. */
  readonly path: string
  readonly idempotencyKey: string
}

/**
 * Six lines that end in a line feed each, then the body's bytes as sent; `docs/local-api.md` has an example to check against.
 * @param key the shared secret; its UTF-8 bytes are the key, whatever it looks like
 * @returns `v1=` and HMAC-SHA-256 (RFC 2104) in lower-case hexadecimal digits
 */
export function handOverSignature(key: string, request: SignedRequest, body: string): string {
  const { client, timestamp, method, path, idempotencyKey } = request
  const text = ['chipdesk-hand-over-1', client, timestamp, method, path, idempotencyKey, body].join('\n')
  return `v1=${hmacOfText(utf8ToBytes(key), text)}`
}
