import type { FaceComparison } from './compare-faces.ts'

/** From the page to the thread that compares. */
export interface ComparerRequest {
  readonly chip: ImageBitmap
  readonly live: ImageBitmap
}
/** And back. */
export type ComparerAnswer = FaceComparison
