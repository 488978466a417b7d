import type { ImageHeader } from '../emrtd/lds/image-header.ts'
import type { PictureFailure } from '../protocol/face.ts'

/** What the thread is started with: OpenJPEG, compiled once for all threads. */
export interface ThreadData {
  readonly openJpeg: WebAssembly.Module
}

/** The one picture of a thread. */
export interface ThreadTask {
  readonly bytes: Uint8Array
  readonly header: Pick<ImageHeader, 'width' | 'height' | 'components'>
}

export type ThreadAnswer = { readonly png: Uint8Array } | { readonly failure: PictureFailure }
