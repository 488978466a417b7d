import { randomBytes } from '../crypto/random.ts'
import { newAccount } from '../operators/accounts.ts'
import { placeOf } from './access.ts'
import { defaultConfig } from './config.ts'
import { type People, peopleOf } from './people.ts'

/** A hundredth of the real cost. */
const cost = { N: 1024, r: 8, p: 1 }

/** One invented person who may do everything, signed in from the start: for tests of what is not about people. */
export async function peopleOfTests(store: People['store']): Promise<People> {
  const { desk } = defaultConfig()
  const people = peopleOf(store, placeOf(desk), { startsAs: 'clerk' })
  const wish = { id: 'clerk', name: 'Cán bộ Thử', role: 'admin', secret: '204060' } as const
  const made = await newAccount(wish, { accounts: [], at: new Date(), by: 'station', random: randomBytes, cost })
  const saved = made.ok ? await store.writer.saveOperator(made.value, []) : made
  if (!saved.ok) throw new Error(saved.error.cause)
  return people
}
