import { type CheckId, type Light, lightOfVerdict, type Reason, type Verdict } from '../protocol/checks.ts'
import type { Check } from '../protocol/report.ts'
import { type Policy, type PolicyName, policies } from './policy.ts'

export interface VerdictContext {
  readonly policy: PolicyName
  /** True if the chain ends at a test anchor. */
  readonly testAnchor: boolean
  /** False if the read ended early or what everything rests on was not read. */
  readonly complete: boolean
}

export interface Decision {
  readonly verdict: Verdict
  readonly light: Light
  /** What led to the verdict, most important first: of red checks, then of open ones. */
  readonly reasons: readonly Reason[]
}

/** Checks that say whether the data are what the issuer signed; a failed one means `altered`. */
const dataChecks: readonly CheckId[] = ['sod.signature', 'sod.hashes', 'issuer.chain', 'issuer.state']

/** Access that was refused is no judgement on the document: the read ended there. */
const accessEnded: readonly Reason[] = ['wrong-key', 'access-refused']

/**
 * The one place where checks become a verdict. Red beats grey, since what is proven stays proven when the card is pulled away; grey
 * beats yellow and green; green needs every proof by name, not the absence of complaints.
 */
export function decideVerdict(checks: readonly Check[], context: VerdictContext): Decision {
  const failed = checks.filter(check => check.result === 'failed')
  const open = openChecks(checks, policies[context.policy])
  const decision = (verdict: Verdict, decisive: readonly Check[], rules: readonly Reason[] = []): Decision => ({
    verdict,
    light: lightOfVerdict[verdict],
    reasons: [...new Set([...reasonsOf(rules, decisive, [...failed, ...open]), ...notesOf(checks)])],
  })

  const altered = failed.filter(check => dataChecks.includes(check.id))
  if (altered.length > 0) return decision('altered', altered)
  const cloned = failed.filter(check => isChip(check))
  if (cloned.length > 0 && dataHolds(checks)) return decision('cloned', cloned)
  const forbidden = forbiddenChecks(failed, checks, context)
  const rules = forbiddingRules(checks, context)
  if (forbidden.length > 0 || rules.length > 0) return decision('refused', forbidden, rules)

  const note: readonly Reason[] = context.testAnchor ? ['test-anchor'] : []
  if (!context.complete)
    return decision(
      'incomplete',
      checks.filter(check => check.result === 'aborted'),
      note,
    )
  const genuine = failed.length === 0 && open.length === 0 && provenGenuine(checks)
  return decision(genuine ? 'authentic' : 'intact', [], note)
}

const isChip = ({ id }: Check) => id.startsWith('chip.')
const isAccess = ({ id }: Check) => id.startsWith('access.')
/** Terminal authentication opens further files to this reader and says nothing of how the chip was opened. */
const opened = ({ id, result }: Check) => (id === 'access.pace' || id === 'access.bac') && result === 'successful'
const holds = (checks: readonly Check[], id: CheckId) =>
  checks.some(check => check.id === id && check.result === 'successful') &&
  !checks.some(check => check.id === id && check.result === 'failed')

/** Signature and at least one hash successful, none failed. */
const dataHolds = (checks: readonly Check[]) => holds(checks, 'sod.signature') && holds(checks, 'sod.hashes')

/** Everything that `authentic` promises, by name; of chip authenticity and of access one success suffices. */
const provenGenuine = (checks: readonly Check[]): boolean =>
  dataHolds(checks) &&
  (['issuer.chain', 'issuer.validity', 'issuer.state', 'document.expiry'] as const).every(id => holds(checks, id)) &&
  checks.some(check => isChip(check) && check.result === 'successful') &&
  checks.some(opened)

/** Checks without an answer that the policy does not do without. Where one proof suffices, a success settles its siblings. */
function openChecks(checks: readonly Check[], { tolerated, deprecated }: Policy): Check[] {
  const proven = checks.some(check => isChip(check) && check.result === 'successful')
  const settled = [...(proven ? [isChip] : []), ...(checks.some(opened) ? [isAccess] : [])]
  return checks.filter(check => {
    if (check.result === 'successful') return check.reason === 'deprecated-algorithm' && deprecated === 'not-green'
    if (check.result === 'failed') return false
    if (isChip(check) || isAccess(check)) return !settled.some(family => family(check))
    return check.reason === undefined || !tolerated.includes(check.reason)
  })
}

/** What a verdict does not go without saying, green ones too, whether or not the policy asks for more. */
const notesOf = (checks: readonly Check[]): Reason[] =>
  (['deprecated-algorithm', 'known-defect'] as const).filter(note => checks.some(({ reason }) => reason === note))

/** Failed checks for which the policy refuses a document, whatever else is true of it. */
function forbiddenChecks(failed: readonly Check[], checks: readonly Check[], { policy }: VerdictContext): Check[] {
  return failed.filter(check => {
    // The insurance answer is about a benefit, not about the card.
    if (isChip(check) || check.id === 'identity.insurance') return false
    if (isAccess(check) && check.reason && accessEnded.includes(check.reason)) return false
    if (check.reason !== 'document-expired') return true
    return policies[policy].expiredDocument === 'refused' || holds(checks, 'issuer.chain')
  })
}

/** Rules of the policy that successful checks can break. */
function forbiddingRules(checks: readonly Check[], { policy, testAnchor }: VerdictContext): Reason[] {
  const { testAnchor: onTestAnchor, bac } = policies[policy]
  const rules: Reason[] = []
  if (testAnchor && onTestAnchor === 'refused') rules.push('test-anchor')
  const byBac = checks.some(check => check.id === 'access.bac' && check.result === 'successful')
  if (bac === 'refused' && byBac) rules.push('access-not-allowed')
  return rules
}

/** What weighs most first, among failed checks and among open ones. */
const weights = [
  'sod.signature',
  'sod.hashes',
  'issuer.chain',
  'issuer.',
  'chip.',
  'access.',
  'document.',
  'identity.',
  '',
]
const weightOf = ({ id, result }: Check) =>
  (result === 'failed' ? 0 : weights.length) + weights.findIndex(prefix => id.startsWith(prefix))

function reasonsOf(rules: readonly Reason[], decisive: readonly Check[], others: readonly Check[]): Reason[] {
  const ordered = [...decisive, ...[...others].sort((a, b) => weightOf(a) - weightOf(b))]
  return [...new Set([...rules, ...ordered.flatMap(check => check.reason ?? [])])]
}
