import { randomUUID } from 'node:crypto'
import { unfitAsSecond } from '../operators/second-person.ts'
import type { CheckSignIn } from '../operators/sign-in.ts'
import { chipDeskError } from '../protocol/errors.ts'
import type { Role } from '../protocol/roles.ts'
import type { ConsentRequest } from '../protocol/session.ts'
import { canonicalJson, type Json } from '../verification/canonical-json.ts'
import type { SignedIn } from './session.ts'
import { shownParameters } from './shown-parameters.ts'

/** Who consented to what somebody else had asked for. */
export interface SecondPerson {
  readonly id: string
  readonly role: Role
  /** The request, as both entries of the audit name it. */
  readonly request: string
}

interface Asked {
  readonly call: string
  readonly params: unknown
  readonly by: SignedIn
  /** Whose consent counts. */
  readonly roles: readonly Role[]
}

/**
 * Four eyes: what was asked for waits, as it was asked, until another person of the right role consents to it, once and within five minutes.
 */
export interface SecondPersons {
  /** Rejects with `ApiSecondPersonNeeded` where nobody consents in time, where it is withdrawn, and where another request waits. */
  ask(asked: Asked): Promise<SecondPerson>
  /** `ApiPinWrong`, `ApiPinDelayed`, or `ApiNotPermitted`: the same person, the wrong role, or a PIN that the first person has set. */
  consent(request: string, id: string, secret: string): Promise<void>
  withdraw(request: string): void
  /** The person who asked is not there any more. */
  drop(): void
  view(): ConsentRequest | undefined
}

export const consentLifetimeMs = 5 * 60_000

export function secondPersons(parts: { readonly check: CheckSignIn; readonly changed: () => void }): SecondPersons {
  interface Waiting extends Asked {
    readonly id: string
    readonly until: number
    settle(second: SecondPerson | undefined): void
  }
  let waiting: Waiting | undefined

  const needed = (cause: string) => chipDeskError('ApiSecondPersonNeeded', { cause })

  return {
    ask(asked) {
      if (waiting) return Promise.reject(needed('another request waits for its second person'))
      const id = randomUUID()
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => mine.settle(undefined), consentLifetimeMs).unref()
        const mine: Waiting = {
          ...asked,
          id,
          until: performance.now() + consentLifetimeMs,
          settle(second) {
            if (waiting !== mine) return
            clearTimeout(timer)
            waiting = undefined
            parts.changed()
            if (second) resolve(second)
            else reject(needed('nobody has consented'))
          },
        }
        waiting = mine
        parts.changed()
      })
    },
    async consent(request, id, secret) {
      const mine = waiting
      if (mine?.id !== request) throw needed('nothing of that name waits')
      const { call, by, roles } = mine
      const checked = await parts.check({
        id,
        secret,
        action: 'call.consent',
        facts: { call, request, asked: by.id },
        detail: { params: canonicalJson(shownParameters(mine.params) as Json) },
        unfit: unfitAsSecond(by.id, roles),
      })
      if (!checked.ok) throw checked.error
      if (waiting !== mine) throw needed('it waited no longer')
      mine.settle({ id: checked.value.id, role: checked.value.role, request })
    },
    withdraw(request) {
      if (waiting?.id === request) waiting.settle(undefined)
    },
    drop: () => waiting?.settle(undefined),
    view() {
      if (!waiting) return undefined
      const { id, call, params, roles, until } = waiting
      const leftMs = Math.max(0, Math.round(until - performance.now()))
      return { id, call, params: shownParameters(params), roles: [...roles], leftMs }
    },
  }
}
