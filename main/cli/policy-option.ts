import { type PolicyName, policyNames } from '../verification/policy.ts'
import { UsageError } from './arguments.ts'

/** The policy of that name; any other name is wrong usage. */
export function policyNamed(name: string): PolicyName {
  const found = policyNames.find(known => known === name)
  if (!found) throw new UsageError(`--policy takes one of ${policyNames.join(', ')}`)
  return found
}
