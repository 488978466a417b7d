import type { EmrtdError } from '../emrtd-error.ts'
import { fail } from '../result.ts'

/** Size and depth of an image, and its length in bytes without what follows it. */
export interface ImageFrame {
  readonly width: number
  readonly height: number
  readonly components: number
  readonly bitDepth: number
  readonly length: number
}

export const brokenImage = (message: string, offset: number) =>
  fail<EmrtdError>({ tag: 'ProtocolValue', message: `image: ${message}`, offset })
