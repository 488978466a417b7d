import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../main/protocol/errors.ts'

/** What can be wrong with a scanner, or with one code. */
export type ScanProblemTag = Extract<ErrorTag, `Scanner${string}`>
/** `cause` never holds anything that was scanned. */
export type ScanProblem = ChipDeskError & { readonly tag: ScanProblemTag }

export const scanProblem = (tag: ScanProblemTag, cause?: string): ScanProblem => ({
  ...chipDeskError(tag, cause ? { cause } : {}),
  tag,
})

const words: readonly (readonly [RegExp, ScanProblemTag])[] = [
  [/cannot lock|resource busy|in use|\bEBUSY\b|\bEAGAIN\b/i, 'ScannerBusy'],
  [/permission denied|not permitted|\bEACCES\b|\bEPERM\b/i, 'ScannerAccessDenied'],
  [/no such (file|device)|file not found|\bENOENT\b|\bENXIO\b|\bENODEV\b|not found/i, 'ScannerNone'],
]

/** First line of what was thrown. */
export const causeOf = (thrown: unknown) =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? ''

/** The problem behind what the operating system or a native library threw. */
export function problemOf(thrown: unknown, platform: NodeJS.Platform = process.platform): ScanProblem {
  const cause = causeOf(thrown)
  // Windows gives a COM port to one program alone, and calls it "Access denied" for the next.
  if (platform === 'win32' && /access (is )?denied/i.test(cause)) return scanProblem('ScannerBusy', cause)
  const [, tag] = words.find(([pattern]) => pattern.test(cause)) ?? [undefined, 'ScannerFailed' as const]
  return scanProblem(tag, cause)
}
