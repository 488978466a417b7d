import type { RegistryState } from '../../main/protocol/transaction.ts'

type Answered = Extract<RegistryState, { status: 'answered' }>
export type RegistryVerdict = NonNullable<Answered['card']>['verdict']
export type CitizenMatch = NonNullable<Answered['citizen']>['match']
