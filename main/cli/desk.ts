import { UsageError } from './arguments.ts'

/** Each action with what runs it; loaded only when it is used. */
const actions: Readonly<Record<string, () => Promise<(args: string[]) => Promise<number>>>> = {
  list: async () => (await import('./desk-list.ts')).runList,
  show: async () => (await import('./desk-list.ts')).runShow,
  check: async () => (await import('./desk-check.ts')).runCheck,
  import: async () => (await import('./desk-import.ts')).runImport,
  remove: async () => (await import('./desk-import.ts')).runRemove,
}

/** `chipdesk desk`: what kinds of desks there are, and those that an administrator makes of a file. */
export async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (!Object.hasOwn(actions, name)) throw new UsageError(`name one of ${Object.keys(actions).join(', ')}`)
  const action = await actions[name]?.()
  return action ? action(rest) : 2
}
