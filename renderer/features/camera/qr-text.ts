/**
 * The card's code is UTF-8 without saying so, and a decoder that guesses from the content guesses wrong now and
 * then: take the bytes as UTF-8 where they are that, else what the decoder made of them.
 */
export function qrText(bytes: Uint8Array, guessed: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return guessed
  }
}
