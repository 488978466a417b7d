import type { EmrtdError } from './emrtd-error.ts'

/** Normal end of a command. */
export const success = 0x9000

/** What chips say, ISO/IEC 7816-4 §5.6 and 9303-10 §3.6. */
const meanings = new Map<number, string>([
  [success, 'done'],
  [0x6281, 'data may be damaged'],
  [0x6282, 'end of file before all bytes were read'],
  [0x6300, 'authentication failed'],
  [0x6700, 'wrong length'],
  [0x6882, 'secure messaging not supported'],
  [0x6982, 'security status not satisfied'],
  [0x6983, 'authentication blocked'],
  [0x6984, 'reference data not usable'],
  [0x6985, 'conditions of use not satisfied'],
  [0x6986, 'command not allowed'],
  [0x6987, 'secure messaging data object missing'],
  [0x6988, 'secure messaging data object wrong'],
  [0x6a80, 'wrong data'],
  [0x6a81, 'function not supported'],
  [0x6a82, 'file not found'],
  [0x6a86, 'wrong P1 or P2'],
  [0x6a87, 'Lc inconsistent with P1 and P2'],
  [0x6a88, 'referenced data not found'],
  [0x6b00, 'offset outside the file'],
  [0x6d00, 'instruction not supported'],
  [0x6e00, 'class not supported'],
  [0x6f00, 'no diagnosis'],
])

/** A status word as `6A82 (file not found)`. */
export function statusWordText(sw: number): string {
  const meaning = sw >> 4 === 0x63c ? `authentication failed, ${sw & 0xf} tries left` : meanings.get(sw)
  const hex = sw.toString(16).toUpperCase().padStart(4, '0')
  return meaning ? `${hex} (${meaning})` : hex
}

/** The chip says that the key or password was wrong: 6300, or 63Cx with x tries left. */
export const saysWrongPassword = (sw: number): boolean => sw === 0x6300 || sw >> 4 === 0x63c

/** Error for a command that the chip did not carry out. */
export const statusError = (tag: EmrtdError['tag'], command: string, sw: number): EmrtdError => ({
  tag,
  message: `${command}: ${statusWordText(sw)}`,
  sw,
})
