import type { CheckId, CheckResult, Light } from '../../../main/protocol/checks.ts'
import { lightOfResult } from '../../../main/protocol/checks.ts'
import type { Check } from '../../../main/protocol/report.ts'

export const checkGroupIds = ['chip', 'data', 'issuer', 'document', 'identity', 'access'] as const
export type CheckGroupId = (typeof checkGroupIds)[number]

const groupOfFamily: Record<string, CheckGroupId> = {
  access: 'access',
  chip: 'chip',
  sod: 'data',
  issuer: 'issuer',
  document: 'document',
  identity: 'identity',
}

export const groupOf = (id: CheckId): CheckGroupId => groupOfFamily[id.slice(0, id.indexOf('.'))] ?? 'document'

export interface CheckGroup {
  readonly id: CheckGroupId
  readonly light: Light
  readonly checks: readonly Check[]
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
 * Checks by what they say something about, the worst group and the worst check first. A group is as bad as its worst check;
 * only where one success suffices (the chip, the access protocol) does a missing alternative not dim it.
 */
export function checkGroups(checks: readonly Check[]): CheckGroup[] {
  return checkGroupIds
    .flatMap(id => {
      const own = checks
        .filter(check => groupOf(check.id) === id)
        .sort((a, b) => severity[a.result] - severity[b.result])
      return own.length === 0 ? [] : [{ id, light: groupLight(id, own), checks: own }]
    })
    .sort((a, b) => lightSeverity[a.light] - lightSeverity[b.light])
}

function groupLight(id: CheckGroupId, sorted: readonly Check[]): Light {
  const results = sorted.map(check => check.result)
  if (results.includes('failed')) return 'red'
  const oneSuffices = id === 'chip' || id === 'access'
  if (oneSuffices && results.includes('successful')) return 'green'
  const counted = results.filter(result => result !== 'not-supported')
  const worst = counted[0]
  return worst ? lightOfResult[worst] : 'grey'
}
