/** A code with the symbology identifier that its scanner put before it taken off. */
export interface IdentifiedCode {
  /** A view of the bytes given, without the identifier. */
  readonly bytes: Uint8Array
  /** `]`, the letter of the symbology, its modifier (ISO/IEC 15424): `]Q1`. */
  readonly symbology?: string
}

const RIGHT_BRACKET = 0x5d

/** Splits off an AIM symbology identifier, which a scanner may be set to send before its codes. */
export function splitSymbology(code: Uint8Array): IdentifiedCode {
  if (code[0] !== RIGHT_BRACKET || code.length <= 3) return { bytes: code }
  const symbology = String.fromCharCode(...code.subarray(0, 3))
  return /^\][A-Za-z][0-9A-Za-z]$/.test(symbology) ? { bytes: code.subarray(3), symbology } : { bytes: code }
}
