import { randomBytes } from '../crypto/random.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { type AccountWish, newAccount } from '../operators/accounts.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { SessionStore } from './session.ts'

/** The invented operator who is signed in when demo mode starts. */
export const demoOperator = 'demo'
/** Of both accounts of demo mode: known to everybody, for there is nothing to guard. */
export const demoSecret = '280619'

const wishes: readonly AccountWish[] = [
  { id: demoOperator, name: 'Cán bộ Thử Một', role: 'admin', officerNumber: '000190000001', secret: demoSecret },
  { id: 'demo-2', name: 'Cán bộ Thử Hai', role: 'supervisor', officerNumber: '000190000002', secret: demoSecret },
]

/** Makes the two invented operators of demo mode where they are not there yet: one works, the other consents. */
export async function ensureDemoPeople(
  store: SessionStore,
  entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry,
): Promise<Result<void, ChipDeskError>> {
  let accounts: readonly StoredOperator[] = store.reader.operators()
  for (const wish of wishes) {
    if (accounts.some(({ id }) => id === wish.id)) continue
    const made = await newAccount(wish, { accounts, at: new Date(), by: 'station', random: randomBytes })
    if (!made.ok) return made
    const facts = { account: made.value.id, role: made.value.role }
    const audit = entry({ operator: 'station', role: 'none', action: 'operator.create', outcome: 'done', facts })
    const saved = await store.writer.saveOperator(made.value, [audit])
    if (!saved.ok) return saved
    accounts = [...accounts, made.value]
  }
  return ok(undefined)
}
