/** What the computer's own comparison came to. A score is an aid to the eye; it decides nothing. */
export type FaceComparison =
  | {
      readonly status: 'compared'
      /** 0…1 */
      readonly score: number
      /** Names of the programs that made it, as they go into the record. */
      readonly method: string
    }
  | { readonly status: 'no-face' | 'several'; readonly picture: 'chip' | 'live' }
  /** `missing`: the optional package is not part of this build. */
  | { readonly status: 'missing' | 'too-slow' | 'failed' }

/** Compares two pictures on this computer. Takes and closes both. Never rejects; aborted, it is `failed`. */
export type CompareFaces = (chip: ImageBitmap, live: ImageBitmap, signal: AbortSignal) => Promise<FaceComparison>
