import { Buffer } from 'node:buffer'
import type { PictureResult } from '../pictures/picture.ts'
import type { Face } from '../protocol/face.ts'

/** While a picture is being decoded. */
export const facePending: Face = { missing: 'pending' }

/** What the screen is given for a face. */
export const shownFace = (picture: PictureResult): Face =>
  picture.ok
    ? { image: `data:${picture.value.mediaType};base64,${Buffer.from(picture.value.bytes).toString('base64')}` }
    : { missing: picture.error }
