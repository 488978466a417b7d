import { createHmac, hash } from 'node:crypto'

/** SHA-256 of the UTF-8 bytes of a text, as 64 lower-case hexadecimal digits. In one call: logs have a million lines. */
export const sha256OfText = (text: string): string => hash('sha256', text, 'hex')

/** HMAC-SHA-256 (RFC 2104) of the UTF-8 bytes of a text, as hexadecimal digits. */
export const hmacOfText = (key: Uint8Array, text: string): string =>
  createHmac('sha256', key).update(text).digest('hex')
