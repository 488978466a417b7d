import type { Result } from '../emrtd/result.ts'

/** An image that every Chromium shows. */
export interface Picture {
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly bytes: Uint8Array
}

/**
 * Why there is no picture. `unreadable`: broken, cut off, or not what its header says. `unsupported`: an image of a kind that is not
 * shown. `too-large`: more pixels or bytes than a document has. `too-slow`: not done in time. `unavailable`: the decoder itself is
 * missing or broken.
 */
export const pictureFailures = ['unreadable', 'unsupported', 'too-large', 'too-slow', 'unavailable'] as const
export type PictureFailure = (typeof pictureFailures)[number]

export type PictureResult = Result<Picture, PictureFailure>
