import { ok, type Result } from '../emrtd/result.ts'
import { demoAccounts } from '../protocol/demo-accounts.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { purposeOf } from '../purposes/permission.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { openOrRescue } from '../store/rescue/open-or-rescue.ts'
import type { Trust } from '../trust/trust.ts'
import { encodeEvidence } from '../verification/evidence.ts'
import { placeOf } from './access.ts'
import type { StationConfig } from './config.ts'
import { ensureDemoPeople } from './demo-people.ts'
import type { DemoServices } from './demo-services.ts'
import { deskContext } from './desk-context.ts'
import type { StationPaths } from './paths.ts'
import { type People, peopleOf } from './people.ts'
import { createRecords, type Records, type RecordsParts } from './records.ts'
import { rescueEntry } from './rescue-entry.ts'
import { openServices } from './services.ts'
import { trustState } from './trust-state.ts'
import { version } from './version.ts'

export interface RecordsPlace {
  readonly paths: StationPaths
  readonly config: StationConfig
  readonly anchors: Trust
  /** Present in demo mode. */
  readonly demoServices: DemoServices | undefined
  /** What opens the key of the store where it is sealed. */
  readonly secrets?: KeySecrets | undefined
}

/** Opens the store with its people, and what asks the central services about what is kept in it. */
export async function openRecords({
  paths,
  config,
  anchors,
  demoServices,
  secrets = {},
}: RecordsPlace): Promise<Result<{ records: Records; people: People }, ChipDeskError>> {
  const key = await loadOrCreateKey({ path: paths.key, store: paths.store, secrets })
  if (!key.ok) return key
  const { desk } = config
  const place = placeOf(desk)
  const opened = await openOrRescue({
    path: paths.store,
    key: key.value,
    thread: true,
    backups: paths.backups,
    now: new Date(),
    audit: report => rescueEntry(place, report),
  })
  if (!opened.ok) return opened
  const { store, rescued } = opened.value
  if (rescued) process.stderr.write(`${JSON.stringify({ rescued })}\n`)
  const demo = demoServices !== undefined
  const who = demo ? { startsAs: demoAccounts[0].id } : { idleMs: config.lockAfterSeconds * 1000 }
  const people = peopleOf(store, place, who)
  const accounts = demo ? await ensureDemoPeople(store, people.entry) : ok(undefined)
  if (!accounts.ok) {
    await store.close()
    return accounts
  }
  const evidence = evidenceOf(desk.purpose)
  const services = await openServices(store, config, demoServices)
  const records = createRecords({
    store,
    context: (access, now) => deskContext(desk, access, now),
    place,
    demo,
    trust: () => trustState(anchors),
    ...(evidence && { evidence }),
    ...services,
  })
  return ok({ records, people })
}

/** What the purpose lets the desk keep of a read: nothing where it names no evidence, and of the groups that it withholds the hashes alone. */
function evidenceOf(purpose: string): RecordsParts['evidence'] {
  const policy = purposeOf(purpose)?.evidence
  if (!policy?.keep) return undefined
  return (read, report) => encodeEvidence(read, report, { name: 'ChipDesk', version }, { withhold: policy.withhold })
}
