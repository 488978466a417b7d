import { UsageError } from './arguments.ts'

/** Each action with what runs it; loaded only when it is used. */
const actions: Readonly<Record<string, () => Promise<(args: string[]) => number | Promise<number>>>> = {
  import: async () => (await import('./trust-import.ts')).runImport,
  list: async () => (await import('./trust-entries.ts')).runList,
  export: async () => (await import('./trust-entries.ts')).runExport,
  audit: async () => (await import('./trust-audit.ts')).runAudit,
  disable: async () => (await import('./trust-entries.ts')).runDisable,
  enable: async () => (await import('./trust-entries.ts')).runEnable,
  remove: async () => (await import('./trust-entries.ts')).runRemove,
}

/** `chipdesk trust`: what this desk trusts, imported, shown, audited and taken out of use. */
export async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  if (!Object.hasOwn(actions, name)) throw new UsageError(`name one of ${Object.keys(actions).join(', ')}`)
  const action = await actions[name]?.()
  return action ? action(rest) : 2
}
