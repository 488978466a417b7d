/**
 * What is needed to check a chip authentication again without the card (TR-03110-3 §3.4): the ephemeral terminal key and the first
 * exchange under the new keys. Whoever holds the evidence could have made it himself: it convinces the desk, not a third party.
 */
export interface ChipAuthenticationTranscript {
  /** OID of the protocol used, e.g. id-CA-ECDH-AES-CBC-CMAC-128. */
  readonly oid: string
  readonly keyId?: number
  /** Ephemeral private key of the terminal, big-endian; thrown away after the session. */
  readonly terminalPrivateKey: Uint8Array
  /** First protected command and its raw response under the new session keys, as they went over the wire. */
  readonly command: Uint8Array
  readonly response: Uint8Array
}
