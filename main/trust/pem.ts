/** A PEM block (RFC 7468): its label, and its bytes as decoded. */
export interface PemBlock {
  readonly label: string
  readonly bytes: Uint8Array
}

/** Whether a file is text with PEM blocks in it. */
export const isPem = (text: string): boolean => text.includes('-----BEGIN ')

/** Every block of a text, in order; what stands around them is explanation (RFC 7468 §2). */
export function pemBlocks(text: string): PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]+)-----END \1-----/g)
  return Array.from(blocks, ([, label = '', base64 = '']) => ({
    label,
    bytes: new Uint8Array(Buffer.from(base64, 'base64')),
  }))
}

/** One block in lines of 64 characters. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
