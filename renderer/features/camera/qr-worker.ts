import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { qrText } from './qr-text.ts'

// The package's default fetches its code from a public server; ours lies beside this file.
prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
})

/** One picture in, the text of its QR code out, or undefined. */
addEventListener('message', async (event: MessageEvent<ImageBitmap>) => {
  const picture = event.data
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(picture, 0, 0)
  picture.close()
  const pixels = context?.getImageData(0, 0, canvas.width, canvas.height)
  const [code] = pixels
    ? await readBarcodes(pixels, { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true })
    : []
  postMessage(code?.isValid ? qrText(code.bytes, code.text) : undefined)
})
