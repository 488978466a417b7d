import type { DeclaredInput } from '../cccd/declared-input.ts'
import { mrzInformation } from '../emrtd/mrz.ts'
import type { AccessAttempt } from '../reading/card-read.ts'
import type { AccessSecrets } from '../reading/read-options.ts'

/**
 * The keys that the card on the reader has refused. None is tried on it again, however often it is scanned: chips count wrong keys, and
 * some close for good.
 */
export function triedKeys() {
  const refused = new Set<string>()
  return {
    /** What may be tried to open the chip; empty where everything known was refused. */
    secretsOf({ can, mrzInformation: parts }: DeclaredInput): AccessSecrets {
      const information = parts && mrzInformation(parts)
      return {
        ...(can && !refused.has(can) && { can }),
        ...(information && !refused.has(information) && { mrzInformation: information }),
      }
    },
    /** What the card has said no to; a key that it was not asked with is as good as before. */
    refuse({ can, mrzInformation: information }: AccessSecrets, attempts: readonly AccessAttempt[]): void {
      for (const { password, outcome } of attempts) {
        const key = password === 'CAN' ? can : information
        if (outcome === 'wrong-key' && key) refused.add(key)
      }
    },
    /** True where the card has refused all that is known. */
    areUsedUp: ({ can, mrzInformation: parts }: DeclaredInput): boolean =>
      Boolean(can ?? parts) && (!can || refused.has(can)) && (!parts || refused.has(mrzInformation(parts))),
    /** Another card may lie there now. */
    forget: () => refused.clear(),
  }
}
