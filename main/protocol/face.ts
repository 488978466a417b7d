import { z } from 'zod'

/**
 * Why there is no picture. `unreadable`: broken, cut off, or not what its header says. `unsupported`: an image of a kind that is not
 * shown. `too-large`: more pixels or bytes than a document has. `too-slow`: not done in time. `unavailable`: the decoder itself is
 * missing or broken.
 */
export const pictureFailures = ['unreadable', 'unsupported', 'too-large', 'too-slow', 'unavailable'] as const
export type PictureFailure = (typeof pictureFailures)[number]

/** A face as a data URL of a JPEG or PNG, or why it is missing; `pending` while it is being decoded. */
export const faceSchema = z.union([
  z.strictObject({ image: z.string().startsWith('data:image/') }),
  z.strictObject({ missing: z.enum(['pending', ...pictureFailures]) }),
])
export type Face = z.infer<typeof faceSchema>
