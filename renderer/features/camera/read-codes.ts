import { type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { DecodePass } from './decode-passes.ts'
import { qrText } from './qr-text.ts'

/** More than one, so that a poster on the desk does not hide the card. */
const mostCodes = 4

const quick: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: mostCodes,
  tryHarder: false,
  tryRotate: false,
  tryInvert: false,
  tryDownscale: false,
}
const harder: ReaderOptions = {
  ...quick,
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
}

/** Pixels, four bytes each. */
type Pixels = Parameters<typeof readBarcodes>[0]

/** The texts of the QR codes that the first pass with any sees; empty where none sees one. */
export async function readCodes(
  passes: readonly DecodePass[],
  pixelsOf: (pass: DecodePass) => Pixels,
): Promise<readonly string[]> {
  for (const pass of passes) {
    const codes = await readBarcodes(pixelsOf(pass), pass.harder ? harder : quick)
    const texts = codes.filter(code => code.isValid).map(code => qrText(code.bytes, code.text))
    if (texts.length > 0) return [...new Set(texts)]
  }
  return []
}
