import { Buffer } from 'node:buffer'
import type { PictureResult } from '../pictures/picture.ts'

/** While a picture is being decoded. */
export const facePending = 'data:,pending'

/** What the screen is given for a face: the picture as a data URL, or a `data:,` URL whose text names why there is none. */
export const faceUrl = (picture: PictureResult): string =>
  picture.ok
    ? `data:${picture.value.mediaType};base64,${Buffer.from(picture.value.bytes).toString('base64')}`
    : `data:,${picture.error}`
