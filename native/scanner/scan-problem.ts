import type { ChipDeskError, Retry } from '../../main/protocol/errors.ts'

/** What can be wrong with a scanner, with what can be tried. */
const scanProblemTags = {
  /** The optional native library is not installed or does not load. */
  ScannerSoftwareMissing: 'operator',
  /** The chosen scanner is not plugged in. */
  ScannerNone: 'operator',
  /** Another program has the port. */
  ScannerBusy: 'operator',
  /** The account may not open the port: group `dialout`, or a udev rule for hidraw. */
  ScannerAccessDenied: 'operator',
  /** It is there and does not open or does not answer; or the port is no serial port. */
  ScannerFailed: 'operator',
  /** Part of a code came, its end did not. Nothing of it was delivered. */
  ScannerCodeIncomplete: 'same-card',
  /** More than a code can have, or noise without end (a wrong baud rate, a device that is no scanner). Nothing of it was delivered. */
  ScannerCodeTooLong: 'same-card',
} as const satisfies Record<string, Retry>
export type ScanProblemTag = keyof typeof scanProblemTags

/** The one shape of errors, with a scanner's tag. `cause` never holds anything that was scanned. */
export type ScanProblem = Omit<ChipDeskError, 'tag'> & { readonly tag: ScanProblemTag }

export const scanProblem = (tag: ScanProblemTag, cause?: string): ScanProblem => ({
  tag,
  ...(cause && { cause }),
  retry: scanProblemTags[tag],
  messageKey: `error.${tag}`,
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
