import type { Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { GuardedCall } from '../protocol/permissions.ts'
import type { ImportOptions } from '../trust/import-draft.ts'
import { importInto } from '../trust/import-into.ts'
import { planImport } from '../trust/import-plan.ts'
import { importView } from '../trust/import-view.ts'
import { removeFrom, setStatus } from '../trust/trust-change.ts'
import { listTrust } from '../trust/trust-list.ts'
import type { TrustStore } from '../trust/trust-store.ts'
import type { PolicyName } from '../verification/policy.ts'
import type { Actor, DeskCall, GuardParts } from './guard.ts'
import type { People } from './people.ts'
import type { Reopen } from './reopening.ts'
import { trustUploads } from './trust-uploads.ts'
import { trustAuditView, trustView } from './trust-views.ts'

/** What the trust of a desk is kept in. */
export interface TrustDesk {
  /** As it is on the disk now. */
  open(): Result<TrustStore, ChipDeskError>
  /** False in demo mode, whose test anchors are not the site's. */
  readonly changeable: boolean
  /** Keys of the register by key id, PEM; they sign its bundles. */
  readonly registryKeys: Readonly<Record<string, string>>
}

export interface TrustCallsParts {
  readonly trust?: TrustDesk
  readonly policy: PolicyName
  readonly people: Pick<People, 'entry' | 'store'>
  /** Makes the station judge by what was changed. */
  readonly reopen?: Reopen
}

type TrustCall = Extract<DeskCall, `trust.${string}`>

/**
 * Shows what the desk trusts, and changes it: previewed, compared, with a second person, logged twice.
 * @param isReading nothing else may take the time of the station while a card is read
 */
export function trustCalls(parts: TrustCallsParts, isReading: () => boolean): Pick<GuardParts['calls'], TrustCall> {
  const uploads = trustUploads()

  function store(): TrustStore {
    const opened = desk().open()
    if (!opened.ok) throw opened.error
    return opened.value
  }
  function desk(): TrustDesk {
    if (!parts.trust) throw chipDeskError('TrustAnchorInvalid', { cause: 'this station has no trust folder' })
    return parts.trust
  }
  function changeable() {
    if (!desk().changeable) throw chipDeskError('ApiNotPermitted', { cause: 'demo mode changes nothing of the trust' })
    if (isReading()) throw chipDeskError('ReaderReading')
  }
  const options = (given: { kind?: 'identity-card' | 'passport' | undefined; confirmed: string[] }, by: string) =>
    ({
      ...(given.kind && { as: given.kind }),
      confirmed: new Set(given.confirmed),
      registryKeys: desk().registryKeys,
      at: new Date(),
      by,
      confirmsFiles: true,
    }) satisfies ImportOptions
  /** Written down after it was done: what could not be written down is said, and stands in the log of the folder. */
  async function changed(call: GuardedCall, { id, role, second }: Actor, facts: Record<string, string | number>) {
    const by = second && { second: second.id, secondRole: second.role, request: second.request }
    const entry = parts.people.entry({
      operator: id,
      role,
      action: 'trust.change',
      outcome: 'done',
      facts: { command: call.replace('.', ' '), ...facts, ...by },
    })
    const written = await parts.people.store.writer.appendAudit([entry])
    parts.reopen?.()
    if (!written.ok) throw written.error
  }
  const one =
    (
      call: 'trust.enable' | 'trust.disable' | 'trust.remove',
      make: (store: TrustStore, fingerprint: string, by: { by: string; at: Date }) => Result<void, ChipDeskError>,
    ) =>
    async ({ fingerprint }: { fingerprint: string }, actor: Actor) => {
      changeable()
      const made = make(store(), fingerprint, { by: actor.id, at: new Date() })
      if (!made.ok) throw made.error
      await changed(call, actor, { fingerprint })
      return {}
    }

  return {
    'trust.list': () => trustView(store(), desk().changeable),
    'trust.audit': () => trustAuditView(store(), new Date(), parts.policy),
    'trust.part'({ part, ...of }) {
      changeable()
      return { bytes: uploads.add({ ...of, bytes: new Uint8Array(Buffer.from(part, 'base64')) }) }
    },
    'trust.preview'({ upload, ...given }, actor) {
      changeable()
      const files = uploads.files(upload)
      return importView(planImport(store(), files, options(given, actor.id)), files)
    },
    async 'trust.import'({ upload, adds, ...given }, actor) {
      changeable()
      const files = uploads.files(upload)
      const before = store()
      const plan = planImport(before, files, options(given, actor.id))
      const now = importView(plan, files)
      // What two persons agreed on, and nothing that has become of it meanwhile.
      if (now.adds?.digest !== adds.digest || now.adds.anchors !== adds.anchors || now.adds.files !== adds.files)
        throw chipDeskError('TrustAnchorInvalid', { cause: 'it would store something else by now; look at it again' })
      const done = importInto(before, plan, { by: actor.id, sources: files.map(({ name }) => name) })
      if (!done.ok) throw done.error
      uploads.drop()
      const { anchors, others, digest } = adds
      await changed('trust.import', actor, { anchors, others, digest })
      return now
    },
    'trust.enable': ({ fingerprint, name }, actor) => {
      // The second person has consented to what it was called.
      const isCalledSo = listTrust(store()).some(each => each.fingerprint === fingerprint && each.name === name)
      if (!isCalledSo) throw chipDeskError('TrustAnchorInvalid', { cause: 'no entry of this fingerprint and name' })
      return one('trust.enable', (of, each, by) => setStatus(of, each, 'active', by))({ fingerprint }, actor)
    },
    'trust.disable': one('trust.disable', (of, fingerprint, by) => setStatus(of, fingerprint, 'disabled', by)),
    'trust.remove': one('trust.remove', removeFrom),
  }
}
