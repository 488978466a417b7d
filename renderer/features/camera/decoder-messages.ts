/** To the decoder: a frame of the camera, which it closes, or a file. */
export type DecoderRequest =
  | { readonly id: number; readonly frame: VideoFrame | ImageBitmap; readonly misses: number }
  | { readonly id: number; readonly file: Blob }

/** Why a file was not looked at: no PNG or JPEG, too many pixels, or broken. */
export type PictureProblem = 'no-picture' | 'too-large' | 'broken'

/** From the decoder: texts alone. No frame and no picture ever leaves it. */
export type DecoderAnswer =
  | { readonly id: number; readonly texts: readonly string[] }
  | { readonly id: number; readonly problem: PictureProblem }
