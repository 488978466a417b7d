import { Buffer } from 'node:buffer'

/** The face for the screen. A JPEG 2000 is passed on as such: a browser that cannot show it says so in words. */
export const faceUrl = ({ format, bytes }: { format: 'jpeg' | 'jp2'; bytes: Uint8Array }): string =>
  `data:image/${format};base64,${Buffer.from(bytes).toString('base64')}`
