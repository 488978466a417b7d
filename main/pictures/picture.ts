import type { Result } from '../emrtd/result.ts'
import type { PictureFailure } from '../protocol/face.ts'

/** An image that every Chromium shows. */
export interface Picture {
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array
}

export type PictureResult = Result<Picture, PictureFailure>
