import { randomBytes } from '../crypto/random.ts'
import { ok, type Result } from '../emrtd/result.ts'
import { newAccount } from '../operators/accounts.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import type { NewAuditEntry } from '../protocol/audit.ts'
import { demoAccounts, demoPin } from '../protocol/demo-accounts.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { SessionStore } from './session.ts'

/** The PIN is public: hashing it dearly would only make the first start slow. */
const cost = { N: 1024, r: 8, p: 1 }

/** Makes the two invented operators of demo mode where they are not there yet: one works, the other consents. */
export async function ensureDemoPeople(
  store: SessionStore,
  entry: (entry: Omit<NewAuditEntry, 'at' | 'desk'>) => NewAuditEntry,
): Promise<Result<void, ChipDeskError>> {
  let accounts: readonly StoredOperator[] = store.reader.operators()
  for (const account of demoAccounts) {
    const wish = { ...account, secret: demoPin }
    if (accounts.some(({ id }) => id === wish.id)) continue
    const made = await newAccount(wish, { accounts, at: new Date(), by: 'station', random: randomBytes, cost })
    if (!made.ok) return made
    const facts = { account: made.value.id, role: made.value.role }
    const audit = entry({ operator: 'station', role: 'none', action: 'operator.create', outcome: 'done', facts })
    const saved = await store.writer.saveOperator(made.value, [audit])
    if (!saved.ok) return saved
    accounts = [...accounts, made.value]
  }
  return ok(undefined)
}
