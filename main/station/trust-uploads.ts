import { chipDeskError } from '../protocol/errors.ts'
import { mostTrustBytes } from '../protocol/trust.ts'
import type { NamedFile } from '../trust/anchor-store.ts'

/** Files that somebody wants to import, in memory and in parts, until they are imported, others come or nobody comes back to them. */
export interface TrustUploads {
  /** Takes a part; of another upload than the one held, it takes its place. @returns bytes of the file so far */
  add(part: {
    readonly upload: string
    readonly file: number
    readonly name: string
    readonly at: number
    readonly bytes: Uint8Array
  }): number
  /** The files, of which nothing can be added or changed from now on: what was looked at is what is imported. */
  files(upload: string): readonly NamedFile[]
  drop(): void
}

/** Nobody takes longer to compare fingerprints. */
const heldMs = 30 * 60_000

export function trustUploads(): TrustUploads {
  interface Held {
    readonly id: string
    readonly files: Map<number, { readonly name: string; readonly parts: Uint8Array[]; size: number }>
    size: number
    sealed: boolean
  }
  let held: Held | undefined
  let timer: NodeJS.Timeout | undefined
  const invalid = (cause: string) => chipDeskError('ApiMessageInvalid', { cause })
  function drop() {
    clearTimeout(timer)
    held = undefined
  }
  function hold() {
    clearTimeout(timer)
    timer = setTimeout(drop, heldMs).unref()
  }
  return {
    add({ upload, file, name, at, bytes }) {
      if (held?.id !== upload) held = { id: upload, files: new Map(), size: 0, sealed: false }
      hold()
      const found = held.files.get(file) ?? { name, parts: [], size: 0 }
      if (held.sealed) throw invalid('these files were looked at already')
      if (found.size !== at || found.name !== name) throw invalid('a part is missing')
      if (held.size + bytes.length > mostTrustBytes) {
        drop()
        throw chipDeskError('DataTooLong', { cause: `more than ${mostTrustBytes} bytes` })
      }
      found.parts.push(bytes)
      found.size += bytes.length
      held.size += bytes.length
      held.files.set(file, found)
      return found.size
    },
    files(upload) {
      if (held?.id !== upload) throw chipDeskError('TrustAnchorInvalid', { cause: 'the files are not held any more' })
      hold()
      held.sealed = true
      return [...held.files]
        .sort(([a], [b]) => a - b)
        .map(([, { name, parts }]) => ({ name, bytes: new Uint8Array(Buffer.concat(parts)) }))
    },
    drop,
  }
}
