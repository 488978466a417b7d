import { type ImageHeader, noImageLimits, readImageHeader } from './image-header.ts'

/** An image that is handed on as it came: nothing of ours decodes it. */
export interface PassedThrough {
  readonly bytes: Uint8Array
  /** Absent for raw pixels and for an image that cannot be read. */
  readonly header?: ImageHeader
}

export function passedThrough(bytes: Uint8Array): PassedThrough {
  const header = readImageHeader(bytes, noImageLimits)
  return { bytes, ...(header.ok && { header: header.value }) }
}
