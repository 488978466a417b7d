/** Check ids, results and lights, after BSI TR-03135-1 v2.5 §5.2 and §5.6. */

export const checkIds = [
  'access.pace',
  'access.bac',
  'access.terminal-authentication',
  'chip.active-authentication',
  'chip.chip-authentication',
  'chip.pace-cam',
  'sod.signature',
  'sod.hashes',
  'sod.com-consistency',
  'issuer.chain',
  'issuer.validity',
  'issuer.revocation',
  'issuer.state',
  'document.expiry',
  'document.mrz',
  'document.defect',
  'identity.registry',
  'identity.insurance',
] as const
export type CheckId = (typeof checkIds)[number]

export const checkResults = ['successful', 'failed', 'undetermined', 'not-supported', 'aborted'] as const
export type CheckResult = (typeof checkResults)[number]

export const lights = ['green', 'yellow', 'red', 'grey'] as const
export type Light = (typeof lights)[number]

/** TR-03135-1 §5.2: the colour of a single check. */
export const lightOfResult: Record<CheckResult, Light> = {
  successful: 'green',
  failed: 'red',
  undetermined: 'yellow',
  'not-supported': 'grey',
  aborted: 'grey',
}

/** Stable reason codes: why a check is not `successful`, or what a successful one must still say. */
export const reasons = [
  // access
  'wrong-key',
  'access-refused',
  'access-not-offered',
  'access-not-allowed',
  'downgraded',
  // chip
  'no-chip-key',
  'key-not-signed',
  'chip-signature-wrong',
  'chip-session-wrong',
  'chip-refused',
  'algorithm-unsupported',
  'weak-key',
  'not-third-party-verifiable',
  // sod
  'sod-missing',
  'sod-malformed',
  'signature-wrong',
  'signed-hash-wrong',
  'signer-missing',
  'hash-wrong',
  'hash-missing',
  'not-read',
  'withheld',
  'com-missing',
  'com-lists-more',
  'com-lists-less',
  // issuer
  'no-anchor',
  'test-anchor',
  'issuer-signature-wrong',
  'issuer-profile-wrong',
  'expired',
  'not-yet-valid',
  'signer-revoked',
  'csca-revoked',
  'no-revocation-list',
  'revocation-list-stale',
  'signed-out-of-period',
  'deprecated-algorithm',
  'clock-wrong',
  'state-differs',
  // document
  'document-expired',
  'check-digit-wrong',
  'declared-data-differs',
  'code-of-another-card',
  'declared-residence-differs',
  'no-declared-data',
  'no-defect-list',
  'known-defect',
  'defect-unsettled',
  'chip-key-compromised',
  'unreadable',
  // identity
  'pending',
  'registry-revoked',
  'registry-mismatch',
  'registry-not-found',
  'registry-unknown',
  'not-asked',
  // the read itself
  'read-ended-early',
] as const
export type Reason = (typeof reasons)[number]

export const verdicts = ['authentic', 'intact', 'altered', 'cloned', 'refused', 'incomplete'] as const
export type Verdict = (typeof verdicts)[number]

export const lightOfVerdict: Record<Verdict, Light> = {
  authentic: 'green',
  intact: 'yellow',
  altered: 'red',
  cloned: 'red',
  refused: 'red',
  incomplete: 'grey',
}

/** Evidence of one shown field, weakest first. A field never climbs without the check that lifts it. */
export const evidenceLevels = ['unverified', 'declared', 'intact', 'authentic', 'confirmed'] as const
export type EvidenceLevel = (typeof evidenceLevels)[number]
