import { UsageError } from './arguments.ts'

/** Each action with what runs it; loaded only when it is used. */
const actions: Readonly<Record<string, () => Promise<(args: string[]) => Promise<number>>>> = {
  list: async () => (await import('./operator-list.ts')).runList,
  add: async () => (await import('./operator-accounts.ts')).runAdd,
  change: async () => (await import('./operator-accounts.ts')).runChange,
  reset: async () => (await import('./operator-accounts.ts')).runReset,
}

/** `chipdesk operator`: the accounts of this desk, for the first set-up and the way back in. */
export async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (!Object.hasOwn(actions, name)) throw new UsageError(`name one of ${Object.keys(actions).join(', ')}`)
  const action = await actions[name]?.()
  return action ? action(rest) : 2
}
