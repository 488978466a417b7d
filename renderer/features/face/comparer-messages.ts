import type { FaceComparison } from './compare-faces.ts'

/** From the page to the thread that compares. */
export interface ComparerRequest {
  readonly id: number
  readonly chip: ImageBitmap
  readonly live: ImageBitmap
}

/** And back. */
export interface ComparerAnswer {
  readonly id: number
  readonly answer: FaceComparison
}
