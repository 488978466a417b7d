/**
 * What can go wrong in the protocol core. Tags are those of docs/error-codes.md; `offset` is a byte offset into the input,
 * `sw` an ISO 7816 status word. `message` is English, technical, and never holds personal data or keys.
 */
export interface EmrtdError {
  readonly tag:
    | 'ProtocolStatusWord'
    | 'ProtocolSecureMessaging'
    | 'ProtocolTlv'
    | 'ProtocolLength'
    | 'ProtocolValue'
    | 'CardWrongKey'
    | 'AccessRefused'
    | 'AccessUnsupported'
    | 'AccessHostile'
    | 'ChipRefused'
    | 'ChipHostile'
  readonly message: string
  readonly offset?: number
  readonly sw?: number
}
