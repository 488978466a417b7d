import { trustPartBytes } from '../../../main/protocol/trust.ts'

/** One part of one file, as the station takes it. */
export interface FilePart {
  readonly file: number
  readonly name: string
  readonly at: number
  /** Base64. */
  readonly part: string
}

/** Files in parts that go through the wire, in order; an empty file is one empty part, so that the station can say what it is. */
export async function* fileParts(files: readonly Pick<File, 'name' | 'arrayBuffer'>[]): AsyncGenerator<FilePart> {
  for (const [file, { name, ...of }] of files.map(
    (each, at) => [at, { name: each.name, read: () => each.arrayBuffer() }] as const,
  )) {
    const bytes = new Uint8Array(await of.read())
    let at = 0
    do {
      yield { file, name: name.slice(-255), at, part: base64(bytes.subarray(at, at + trustPartBytes)) }
      at += trustPartBytes
    } while (at < bytes.length)
  }
}

/** A name for one set of files, by which nothing else is held. */
export const drawnUpload = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')

/** Arguments of one call are on the stack: so many at once. */
const atOnce = 8192

function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += atOnce) text += String.fromCharCode(...bytes.subarray(at, at + atOnce))
  return btoa(text)
}
