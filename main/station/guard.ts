import type { Result } from '../emrtd/result.ts'
import type { CheckSignIn } from '../operators/sign-in.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError, errorSchema } from '../protocol/errors.ts'
import { callPermissions, type GuardedCall, type Permission } from '../protocol/permissions.ts'
import type { Session } from '../protocol/session.ts'
import type { CallName, CallParams, CallResult, StationPort } from '../protocol/station.ts'
import type { StationState } from '../protocol/station-state.ts'
import { type SecondPerson, secondPersons } from './second-person.ts'
import type { DeskSession, SignedIn } from './session.ts'
import type { SessionCall, sessionCalls } from './session-calls.ts'
import { stateFor } from './state-for.ts'

/** Calls that the rest of the station answers. */
export type DeskCall = Exclude<CallName, SessionCall | 'session.consent' | 'session.withdraw'>

/** Calls that may be made while a desk has no account. */
export type SetUpCall = Extract<CallName, `set-up.${string}`>

/** Who makes a call, and who consented to it where that was needed. */
export interface Actor extends SignedIn {
  readonly second?: SecondPerson
}

/** Nobody, where the desk has no account and the call may be made then. */
type ActorOf<N extends DeskCall> = N extends SetUpCall ? Actor | undefined : Actor

/** What the audit entry of a call says beside who, when and which. */
export type Told = Partial<Pick<NewAuditEntry, 'subject' | 'facts' | 'detail' | 'purpose' | 'legalBasis' | 'outcome'>>

export interface GuardParts {
  readonly session: DeskSession
  readonly sessionCalls: ReturnType<typeof sessionCalls>
  readonly calls: {
    readonly [N in DeskCall]: (params: CallParams<N>, actor: ActorOf<N>) => CallResult<N> | Promise<CallResult<N>>
  }
  /** For calls that the guard audits. */
  readonly told?: { readonly [N in DeskCall]?: (params: CallParams<N>, result: CallResult<N>) => Told }
  readonly check: CheckSignIn
  readonly entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry
  readonly appendAudit: (entries: readonly NewAuditEntry[]) => Promise<Result<void, ChipDeskError>>
  readonly changed: () => void
}

export interface Guard {
  readonly call: StationPort['call']
  /** What screens may see of the state now. */
  shown(state: StationState): StationState
  /** The session with what waits in it for a second person. */
  view(): Session
  /** The person at the desk has gone: nothing of theirs waits any more. */
  closed(): void
}

/** Nothing gets to the station but through here: session, role, four eyes, then the call itself, then its audit entry, then the answer. */
export function createGuard(parts: GuardParts): Guard {
  const { session } = parts
  const seconds = secondPersons({ check: parts.check, changed: parts.changed })
  const answers: {
    readonly [N in CallName]: (
      params: CallParams<N>,
      actor: Actor | undefined,
    ) => CallResult<N> | Promise<CallResult<N>>
  } = {
    ...deskCalls(parts.calls),
    ...parts.sessionCalls,
    async 'session.consent'({ request, id, secret }) {
      await seconds.consent(request, id, secret)
      return {}
    },
    'session.withdraw'({ request }) {
      seconds.withdraw(request)
      return {}
    },
  }

  const append = async (
    actor: SignedIn | undefined,
    entry: Pick<NewAuditEntry, 'action' | 'outcome' | 'facts'> & Told,
  ) => parts.appendAudit([parts.entry({ operator: actor?.id ?? 'unknown', role: actor?.role ?? 'none', ...entry })])

  async function refuse(call: GuardedCall, actor: SignedIn | undefined, outcome: string, error: ChipDeskError) {
    await append(actor, { action: 'call.refused', outcome, facts: { call } })
    return error
  }

  /** Who makes this call, if that person may; throws where not. */
  async function actorOf(call: CallName, params: unknown): Promise<Actor | undefined> {
    const permission: Permission = callPermissions[call]
    if (permission.roles === 'anyone') return session.operator()
    session.accountsChanged()
    const signedIn = session.operator()
    if (!signedIn && permission.unclaimed && session.view().state === 'first-operator') return undefined
    if (!signedIn) throw await refuse(call, undefined, 'not-signed-in', chipDeskError('ApiSignInNeeded'))
    if (!permission.roles.includes(signedIn.role))
      throw await refuse(call, signedIn, 'not-permitted', chipDeskError('ApiNotPermitted'))
    session.active()
    if (!permission.consent) return signedIn
    const second = await seconds
      .ask({ call, params, by: signedIn, roles: permission.consent })
      .catch(async (error: ChipDeskError) => {
        throw await refuse(call, signedIn, 'no-consent', error)
      })
    return { ...signedIn, second }
  }

  async function answer<N extends CallName>(name: N, params: CallParams<N>, actor: Actor | undefined) {
    const { audit }: Permission = callPermissions[name]
    const { second } = actor ?? {}
    const facts = second ? { second: second.id, secondRole: second.role, request: second.request } : undefined
    try {
      const result = await answers[name](params, actor)
      if (audit.by !== 'guard') return result
      const told = toldOf(parts.told, name, params, result)
      const entry = { outcome: 'done', ...told, action: audit.action, facts: { ...told.facts, ...facts } }
      const written = await append(actor, entry)
      // What cannot be written down was not seen either.
      if (!written.ok) throw written.error
      return result
    } catch (thrown) {
      const error = errorSchema.safeParse(thrown).data?.tag ?? 'ApiInternal'
      if (audit.by !== 'nobody' && !name.startsWith('session.'))
        await append(actor, { action: audit.action, outcome: 'failed', facts: { ...facts, error } })
      throw thrown
    }
  }

  return {
    async call(name, given) {
      if (!Object.hasOwn(callPermissions, name) || !Object.hasOwn(answers, name)) throw chipDeskError('ApiUnknownCall')
      // Consent is to what was asked for, whatever becomes of the caller's object.
      const params = structuredClone(given)
      const actor = await actorOf(name, params)
      const result = await answer(name, params, actor)
      const here = session.operator()?.id === actor?.id
      if (!here && !/^(session|operator)\./.test(name)) throw chipDeskError('ApiSignInNeeded')
      return result
    },
    shown: state => stateFor(state, session.operator() !== undefined),
    view() {
      const view = session.view()
      const consent = seconds.view()
      return view.state === 'signed-in' && consent ? { ...view, consent } : view
    },
    closed: () => seconds.drop(),
  }
}

/** The calls of the desk have somebody behind them: the table names roles for each. */
function deskCalls(calls: GuardParts['calls']) {
  const names = Object.keys(calls) as DeskCall[]
  const entries = names.map(name => [
    name,
    (params: never, actor: Actor | undefined) => {
      const { unclaimed }: Permission = callPermissions[name]
      if (!actor && !unclaimed) throw chipDeskError('ApiSignInNeeded')
      return calls[name](params, actor as Actor)
    },
  ])
  return Object.fromEntries(entries) as {
    readonly [N in DeskCall]: (
      params: CallParams<N>,
      actor: Actor | undefined,
    ) => CallResult<N> | Promise<CallResult<N>>
  }
}

function toldOf<N extends CallName>(
  told: GuardParts['told'],
  name: N,
  params: CallParams<N>,
  result: CallResult<N>,
): Told {
  const tell = (told as { readonly [M in N]?: (params: CallParams<M>, result: CallResult<M>) => Told } | undefined)?.[
    name
  ]
  return tell?.(params, result) ?? {}
}
