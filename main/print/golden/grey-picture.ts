import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A picture in grey, 0 is black and 255 white, row by row. */
export interface GreyPicture {
  width: number
  height: number
  pixels: Uint8Array
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Reads the binary PGM that `pdftoppm -gray` writes (Netpbm, pgm(5)), 255 levels. */
export function readPgm(file: Uint8Array): GreyPicture {
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(Buffer.from(file.subarray(0, 64)).toString('latin1'))
  if (!head) throw new Error('not a PGM of 255 levels')
  const [width, height] = [Number(head[1]), Number(head[2])]
  return { width, height, pixels: file.subarray(head[0].length, head[0].length + width * height) }
}

/** PNG of 16 greys: a page of text takes some twenty kilobytes. */
export function writePng({ width, height, pixels }: GreyPicture): Uint8Array {
  const rowLength = Math.ceil(width / 2)
  const rows = new Uint8Array(height * (rowLength + 1))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (rowLength + 1) + 1 + (x >> 1)
      rows[at] = (rows[at] ?? 0) | (Math.round((pixels[y * width + x] ?? 0) / 17) << (x % 2 === 0 ? 4 : 0))
    }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Four bits, grey.
  header.set([4, 0, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}

/** Reads what `writePng` wrote, and nothing else. */
export function readPng(file: Uint8Array): GreyPicture {
  const data = Buffer.from(file)
  if (data.toString('latin1', 12, 16) !== 'IHDR' || data[24] !== 4 || data[25] !== 0)
    throw new Error('not a PNG of this program')
  const [width, height] = [data.readUInt32BE(16), data.readUInt32BE(20)]
  const rows = inflateSync(data.subarray(41, 41 + data.readUInt32BE(33)))
  const rowLength = Math.ceil(width / 2)
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const pair = rows[y * (rowLength + 1) + 1 + (x >> 1)] ?? 0
      pixels[y * width + x] = (x % 2 === 0 ? pair >> 4 : pair & 15) * 17
    }
  return { width, height, pixels }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
