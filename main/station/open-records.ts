import { definitionsOf, loadDefinitions } from '../desks/load-definitions.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { demoAccounts } from '../protocol/demo-accounts.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { purposeOf } from '../purposes/permission.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openOrRescue } from '../store/rescue/open-or-rescue.ts'
import type { Store } from '../store/store.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import { encodeEvidence } from '../verification/evidence.ts'
import { auditEntry, byItself, type Place, placeOf } from './access.ts'
import { deskClock } from './audited-clock.ts'
import type { StationConfig } from './config.ts'
import { ensureDemoPeople } from './demo-people.ts'
import type { DemoServices } from './demo-services.ts'
import { deskContext } from './desk-context.ts'
import { configuredRules, type DeskRules } from './desk-rules.ts'
import { lookAtStore, type StoreLook } from './diagnose-store.ts'
import { keepingLess } from './kept-answer.ts'
import type { StationPaths } from './paths.ts'
import { type People, peopleOf } from './people.ts'
import { createRecords, type Records, type RecordsParts } from './records.ts'
import { lostRows, rescueEntry } from './rescue-entry.ts'
import { openServices } from './services.ts'
import { trustState } from './trust-state.ts'
import { createUpkeep, type Upkeep } from './upkeep.ts'
import { verifyLogInThread } from './verify-audit-log.ts'
import { builtAfter, version } from './version.ts'

export interface RecordsPlace {
  readonly paths: StationPaths
  readonly config: StationConfig
  readonly anchors: Trust
  /** Present in demo mode. */
  readonly demoServices: DemoServices | undefined
  /** What opens the key of the store where it is sealed. */
  readonly secrets?: KeySecrets | undefined
}

export interface OpenedRecords {
  readonly records: Records
  readonly store: Store
  readonly rules: DeskRules
  readonly place: Place
  readonly handsOver: boolean
  readonly people: People
  readonly upkeep: Upkeep
  readonly lookAtStore: () => Promise<StoreLook>
  readonly verifyAudit: () => ReturnType<typeof verifyLogInThread>
  readonly clock: ClockWatch
  /** Where the store was found damaged: how much of it is lost, to be said at the counter. */
  readonly rescued?: { readonly at: string; readonly lost: number }
}

/** Opens the store with its people, and what asks the central services about what is kept in it. */
export async function openRecords({
  paths,
  config,
  anchors,
  demoServices,
  secrets = {},
}: RecordsPlace): Promise<Result<OpenedRecords, ChipDeskError>> {
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store, secrets })
  if (!key.ok) return key
  const { desk } = config
  const opened = await openOrRescue({
    path: paths.store,
    key: key.value,
    thread: true,
    backups: paths.backups,
    now: new Date(),
    audit: report => rescueEntry(placeOf(desk), report),
  })
  if (!opened.ok) return opened
  const { rescued } = opened.value
  const store = { ...opened.value.store, writer: keepingLess(opened.value.store.writer) }
  if (rescued) process.stderr.write(`${JSON.stringify({ rescued })}\n`)
  const rules = await rulesOf(store, config)
  if (!rules.ok) {
    await store.close()
    return rules
  }
  const place = placeOf(desk, rules.value.definition.visits[0])
  const demo = demoServices !== undefined
  const accountsLost = store.reader.auditList({ action: 'store.restore', limit: 1 }).length > 0
  const who = demo ? { startsAs: demoAccounts[0].id } : { idleMs: config.lockAfterSeconds * 1000, accountsLost }
  const people = peopleOf(store, place, who)
  const accounts = demo ? await ensureDemoPeople(store, people.entry) : ok(undefined)
  if (!accounts.ok) {
    await store.close()
    return accounts
  }
  const { contract, handsOver, ...services } = await openServices(store, config, rules.value, demoServices)
  const { organisationCode: code, unitCode } = desk
  const organisation = { code, unitCode }
  const upkeep = createUpkeep({ store, rules: rules.value.retention, desk: desk.id, organisation, contract })
  const clock = deskClock(store.reader, builtAfter, told => void store.writer.appendAudit([people.entry(told)]))
  clock.read()
  await store.writer.appendAudit([
    auditEntry(byItself(place), new Date(), 'station.start', { outcome: 'done', facts: { version } }),
  ])
  const records = createRecords({
    store,
    context: serving => deskContext(desk, serving),
    place,
    demo,
    trust: trustState(anchors),
    evidence: evidenceOf(rules.value.table),
    ...services,
  })
  const lost = rescued && { at: rescued.at, lost: lostRows(rescued) }
  const look = () => lookAtStore(paths.store, key.value)
  const publicKeys = contract?.publicKeys ?? {}
  const verifyAudit = () => verifyLogInThread({ path: paths.store, key: key.value, publicKeys })
  const opening = {
    lookAtStore: look,
    verifyAudit,
    records,
    store,
    rules: rules.value,
    place,
    handsOver,
    people,
    upkeep,
    clock,
  }
  return ok({ ...opening, ...(lost && { rescued: lost }) })
}

/** The desk by its definition: one of the product's, or the administrator's own in the store. */
async function rulesOf({ reader }: Store, config: StationConfig): Promise<Result<DeskRules, ChipDeskError>> {
  const shipped = await loadDefinitions()
  const definitions = shipped.ok ? definitionsOf(reader, shipped.value) : shipped
  return definitions.ok ? configuredRules(definitions.value, config, new Date()) : definitions
}

/** What the purpose lets the desk keep of a read: nothing where it names no evidence, and of the groups that it withholds the hashes alone. */
export const evidenceOf =
  (table: PurposeTable): NonNullable<RecordsParts['evidence']> =>
  (purpose, read, report) => {
    const policy = purposeOf(purpose, table)?.evidence
    if (!policy?.keep) return undefined
    return encodeEvidence(read, report, { name: 'ChipDesk', version }, { withhold: policy.withhold })
  }
