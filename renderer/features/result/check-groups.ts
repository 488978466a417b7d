import type { CheckId, CheckResult, Light, Reason } from '../../../main/protocol/checks.ts'
import { lightOfResult } from '../../../main/protocol/checks.ts'
import type { Check } from '../../../main/protocol/report.ts'

const checkGroupIds = ['chip', 'data', 'issuer', 'document', 'identity', 'access'] as const
type CheckGroupId = (typeof checkGroupIds)[number]

const groupOfFamily: Record<string, CheckGroupId> = {
  access: 'access',
  chip: 'chip',
  sod: 'data',
  issuer: 'issuer',
  document: 'document',
  identity: 'identity',
}

const groupOf = (id: CheckId): CheckGroupId => groupOfFamily[id.slice(0, id.indexOf('.'))] ?? 'document'

/** One check as shown. `sod.hashes` comes once per data group: those are the parts of one row, which is as bad as the worst. */
export interface CheckRow {
  readonly check: Check
  readonly parts: readonly Check[]
  /** False where the same reason was given further up. */
  readonly explain: boolean
}

export interface CheckGroup {
  readonly id: CheckGroupId
  readonly light: Light
  readonly rows: readonly CheckRow[]
}

const severity: Record<CheckResult, number> = {
  failed: 0,
  undetermined: 1,
  aborted: 2,
  'not-supported': 3,
  successful: 4,
}

const lightSeverity: Record<Light, number> = { red: 0, yellow: 1, grey: 2, green: 3 }

/**
 * Checks by what they say something about, the worst group and the worst check first; among those that are no failure, the
 * one the verdict gives as its reason leads. A group is as bad as its worst check; only where one success suffices (the chip,
 * the access protocol) does a missing alternative not dim it.
 *
 * @param leading the reason that the verdict's band gives
 */
export function checkGroups(checks: readonly Check[], leading?: Reason): CheckGroup[] {
  const leads = (check: Check) => check.reason === leading && leading !== undefined && check.result !== 'successful'
  const groups = checkGroupIds
    .map(id => ({
      id,
      checks: checks.filter(check => groupOf(check.id) === id).sort((a, b) => severity[a.result] - severity[b.result]),
    }))
    .filter(group => group.checks.length > 0)
    .map(group => {
      const light = groupLight(group.id, group.checks)
      const cause = light !== 'red' && group.checks.some(leads)
      // A chip without a key is no fault of its own, yet it is why the verdict is yellow.
      return {
        ...group,
        light: cause && light === 'grey' ? ('yellow' as const) : light,
        rank: cause ? 0.5 : lightSeverity[light],
      }
    })
    .sort((a, b) => a.rank - b.rank)
  const given = new Set<Reason>()
  return groups.map(({ id, light, checks: own }) => ({
    id,
    light,
    rows: rowsOf(own).map(row => {
      const { reason } = row.check
      const explain = reason !== undefined && !given.has(reason)
      if (reason) given.add(reason)
      return { ...row, explain }
    }),
  }))
}

function rowsOf(sorted: readonly Check[]): Omit<CheckRow, 'explain'>[] {
  const ids = [...new Set(sorted.map(({ id }) => id))]
  return ids.flatMap(id => {
    const [check, ...rest] = sorted.filter(one => one.id === id)
    return check ? [{ check, parts: rest.length > 0 ? [check, ...rest] : [] }] : []
  })
}

function groupLight(id: CheckGroupId, sorted: readonly Check[]): Light {
  const results = sorted.map(check => check.result)
  if (results.includes('failed')) return 'red'
  const oneSuffices = id === 'chip' || id === 'access'
  if (oneSuffices && results.includes('successful')) return 'green'
  const worst = results.find(result => result !== 'not-supported')
  return worst ? lightOfResult[worst] : 'grey'
}
