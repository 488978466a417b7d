import type { CheckId } from '../protocol/checks.ts'
import type { Check, DocumentField, Report } from '../protocol/report.ts'

/**
 * One check before and after. `not-repeated`: it rests on an answer that no evidence can give again, such as the register's; `new`: the
 * report of then did not have it.
 */
export interface ComparedCheck {
  readonly id: CheckId
  /** Which of several of the same id: `DG13`, `EF.CardSecurity`. */
  readonly part?: string
  readonly outcome: 'same' | 'different' | 'not-repeated' | 'new'
  readonly before?: Check
  readonly after?: Check
}

/** Something beside the checks that is not as it was, in words for a technician; never a value of a person. */
export interface ReportDifference {
  readonly what: 'verdict' | 'policy' | 'time' | 'trust' | 'access' | 'field'
  readonly before: string
  readonly after: string
}

export interface ReportComparison {
  /** Checks of now in their order, then those that were not repeated. */
  readonly checks: readonly ComparedCheck[]
  readonly differences: readonly ReportDifference[]
}

/** Holds a report made again against the one that the evidence brought along. */
export function compareReports(earlier: Report, later: Report): ReportComparison {
  const before = new Map(earlier.checks.map((check, i) => [keyOf(check, i, earlier.checks), check]))
  const after = new Map(later.checks.map((check, i) => [keyOf(check, i, later.checks), check]))
  const withheld = later.dataGroups.notRead.some(
    ({ dg, reason }) => reason === 'withheld' && (dg === 'DG1' || dg === 'DG13'),
  )
  const repeated = [...after].map(([key, check]): ComparedCheck => {
    const was = before.get(key)
    const about = { id: check.id, ...partOf(check), after: check }
    if (!was) return { ...about, outcome: 'new' }
    // What was declared of a withheld group is not kept either: there is nothing to compare again.
    if (check.id === 'document.mrz' && withheld && !sameOutcome(was, check))
      return { id: check.id, outcome: 'not-repeated', before: was }
    return { ...about, outcome: sameOutcome(was, check) ? 'same' : 'different', before: was }
  })
  const gone = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, check]): ComparedCheck => ({ id: check.id, ...partOf(check), outcome: 'not-repeated', before: check }))
  return { checks: [...repeated, ...gone], differences: differencesOf(earlier, later) }
}

/** Whether every check that could be made again came out as it had. */
export const isUnchanged = ({ checks }: ReportComparison): boolean =>
  checks.every(({ outcome }) => outcome === 'same' || outcome === 'not-repeated')

/** Several checks may have one id: one for each data group, one for each signed file. */
function partOf({ id, detail = '' }: Check): { part?: string } {
  if (id === 'sod.hashes') {
    const group = /^DG\d{1,2}(?= |$)/.exec(detail)?.[0]
    return group ? { part: group } : {}
  }
  if (id === 'sod.signature' && detail.startsWith('EF.CardSecurity')) return { part: 'EF.CardSecurity' }
  return {}
}

function keyOf(check: Check, index: number, all: readonly Check[]): string {
  const key = ({ id, ...rest }: Check) => `${id} ${partOf({ id, ...rest }).part ?? ''}`
  const earlier = all.slice(0, index).filter(each => key(each) === key(check)).length
  return `${key(check)} ${earlier}`
}

/** That a group is withheld now says nothing against what was found when it was there. */
function sameOutcome(before: Check, after: Check): boolean {
  const reason = ({ reason, result }: Check) => (result === 'successful' && reason === 'withheld' ? undefined : reason)
  return before.result === after.result && reason(before) === reason(after)
}

function differencesOf(earlier: Report, later: Report): ReportDifference[] {
  const found: ReportDifference[] = []
  const compare = (what: ReportDifference['what'], before: string, after: string) => {
    if (before !== after) found.push({ what, before, after })
  }
  compare('verdict', earlier.verdict, later.verdict)
  compare('policy', earlier.policy, later.policy)
  compare('time', earlier.at, later.at)
  compare('trust', trustText(earlier), trustText(later))
  compare('access', accessText(earlier), accessText(later))
  const fieldsBefore = new Map(earlier.document.map(field => [field.id, field]))
  const fieldsAfter = new Map(later.document.map(field => [field.id, field]))
  const withheld = later.dataGroups.notRead.some(({ reason }) => reason === 'withheld')
  for (const id of new Set([...fieldsBefore.keys(), ...fieldsAfter.keys()])) {
    const [one, other] = [fieldsBefore.get(id), fieldsAfter.get(id)]
    // A field of a withheld group was left out of the report that was kept, and may now come from another group.
    if (withheld && !(one && other)) continue
    compare('field', `${id}: ${fieldText(one)}`, `${id}: ${fieldText(other)}`)
    if (one && other && one.value !== other.value && fieldText(one) === fieldText(other))
      found.push({ what: 'field', before: id, after: `${id}: another value` })
  }
  return found
}

const trustText = ({ trust }: Report) => `${trust.anchors} anchors, digest ${trust.digest}`
const accessText = ({ access }: Report) =>
  [access.protocol, access.mapping, access.cipher, access.parameters, access.password].filter(Boolean).join(' ')
const fieldText = (field: DocumentField | undefined) => (field ? `${field.source}, ${field.level}` : 'absent')
