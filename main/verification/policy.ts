import type { Reason } from '../protocol/checks.ts'

export const policyNames = ['strict', 'counter', 'demo'] as const
export type PolicyName = (typeof policyNames)[number]

/** What a desk makes of the checks. Data, so that a desk's rule can be read and compared without reading code. */
export interface Policy {
  /** Whether a document that is signed under a test anchor may be `authentic`; otherwise it is `refused`. */
  readonly testAnchor: 'authentic' | 'refused'
  /** Whether a chip opened by BAC alone is good enough. A downgrade from PACE is refused by every policy. */
  readonly bac: 'allowed' | 'refused'
  /**
   * When a document past its date is `refused`: always, or once its issuer is known. Before that the answer is "issuer not
   * confirmed" anyway, and the expiry stands among its reasons.
   */
  readonly expiredDocument: 'refused' | 'refused-if-issuer-known'
  /**
   * Bits below which a chip's key proves nothing: of the modulus (RSA, DH), and of the order of the curve. What every desk asks for is what cards
   * in circulation have; 80 and 112 bits of strength (SP 800-57 part 1 table 2).
   */
  readonly shortestKey: { readonly rsa: number; readonly ec: number }
  /**
   * What a signature is worth that holds and was made with an algorithm or a key length since given up (SHA-1, RSA below 2048 bits, curves below 224):
   * `shown` beside the verdict, or `not-green`.
   */
  readonly deprecated: 'shown' | 'not-green'
  /** Reasons for which a check may be less than successful without taking the green away. Never covers a failed check. */
  readonly tolerated: readonly Reason[]
}

/** Nothing of these says anything against the document: no question was asked, or there is no list to ask. */
const harmless: readonly Reason[] = [
  'com-missing',
  'com-lists-less',
  'no-declared-data',
  'no-defect-list',
  'not-asked',
  'pending',
  'registry-unknown',
]

/**
 * A stale list is better than none, and none is published for the identity card. A defect that the issuer published, and that can be gone without, stays
 * with what it is about. People move: the address of a code is as old as the code.
 */
const atCounter: readonly Reason[] = [
  ...harmless,
  'no-revocation-list',
  'revocation-list-stale',
  'known-defect',
  'declared-residence-differs',
]

export const policies: Readonly<Record<PolicyName, Policy>> = {
  /** For desks where a wrong yes costs more than a delay: revocation must be known, BAC is not enough. */
  strict: {
    testAnchor: 'refused',
    bac: 'refused',
    expiredDocument: 'refused',
    shortestKey: { rsa: 2048, ec: 224 },
    deprecated: 'not-green',
    tolerated: harmless,
  },
  /** For a counter with people waiting. */
  counter: {
    testAnchor: 'refused',
    bac: 'allowed',
    expiredDocument: 'refused-if-issuer-known',
    shortestKey: { rsa: 1024, ec: 160 },
    deprecated: 'shown',
    tolerated: atCounter,
  },
  /** The counter with invented cards: the only policy under which a test anchor counts. */
  demo: {
    testAnchor: 'authentic',
    bac: 'allowed',
    expiredDocument: 'refused-if-issuer-known',
    shortestKey: { rsa: 1024, ec: 160 },
    deprecated: 'shown',
    tolerated: atCounter,
  },
}
