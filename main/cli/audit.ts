import { UsageError } from './arguments.ts'

/** Each action with what runs it; loaded only when it is used. */
const actions: Readonly<Record<string, () => Promise<(args: string[]) => Promise<number>>>> = {
  verify: async () => (await import('./audit-verify.ts')).runVerify,
  list: async () => (await import('./audit-list.ts')).runList,
  export: async () => (await import('./audit-export.ts')).runExport,
}

/** `chipdesk audit`: whether the log is whole, what is in it, and a file of it for an inspector. */
export async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (!Object.hasOwn(actions, name)) throw new UsageError(`name one of ${Object.keys(actions).join(', ')}`)
  const action = await actions[name]?.()
  return action ? action(rest) : 2
}
