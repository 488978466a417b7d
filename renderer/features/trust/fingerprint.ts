/** A fingerprint in groups of four digits, as people compare it. */
export const groupsOf = (fingerprint: string): string[] => fingerprint.toUpperCase().match(/.{1,4}/g) ?? []

const hiddenDigits = 16

/** The groups that are shown before somebody has compared: the last four have to come from another source. */
export const shownGroups = (fingerprint: string): string[] => groupsOf(fingerprint.slice(0, -hiddenDigits))

/** Whether what somebody typed or pasted from another source is this fingerprint: its last four groups or all of it. */
export function compareTyped(fingerprint: string, typed: string): 'same' | 'other' | 'short' {
  const digits = typed
    .toLowerCase()
    .replace(/sha-?256/g, '')
    .replace(/[^0-9a-z]/g, '')
  if (digits.length !== hiddenDigits && digits.length !== fingerprint.length) return 'short'
  return fingerprint.endsWith(digits) ? 'same' : 'other'
}
