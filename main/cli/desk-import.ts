import { sha256OfText } from '../crypto/text-hash.ts'
import type { DeskDefinition } from '../desks/definition.ts'
import { definitionFrom, definitionSetting, loadDefinitions, merged, tableOf } from '../desks/load-definitions.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { retentionRules } from '../purposes/retention.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type AtDesk, atDesk } from './at-desk.ts'
import { definitionFile, ownDefinitions } from './desk-definitions.ts'
import { type OpenDesk, openDeskBeside } from './open-desk.ts'
import { notDone, printJson } from './terminal.ts'

const options = { operator: { type: 'string' }, json: { type: 'boolean', default: false } } as const
const refused = (cause: string): Result<never, ChipDeskError> => fail(chipDeskError('ConfigDesk', { cause }))

/** `chipdesk desk import`: an administrator's definition, in the place of the product's where it has its id. */
export async function runImport(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, 1)
  const [path] = positionals
  if (path === undefined) throw new UsageError('name a file')
  const file = await definitionFile(path)
  if (!file.ok) return notDone(file.error, values.json)
  const definition = definitionFrom(file.value, path)
  if (!definition.ok) return notDone(definition.error, values.json)
  const { id, version } = definition.value
  return atDesk('desk import', values, openDeskBeside, async at => {
    const others = ownDefinitions(at.desk.store.reader).filter(({ id: its }) => its !== id)
    const own = all(others.map(({ read }) => read))
    const fits = own.ok ? await fitting(at.desk, [...own.value, definition.value]) : own
    if (!fits.ok) return fits
    const facts = { change: 'set', version, sha256: sha256OfText(file.value) }
    return save(at, id, file.value, facts, values.json)
  })
}

/** `chipdesk desk remove`: takes an administrator's definition out; the product's of that id, if there is one, holds again. */
export async function runRemove(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options, 1)
  const [id] = positionals
  if (id === undefined) throw new UsageError('name a desk')
  return atDesk('desk remove', values, openDeskBeside, async at => {
    const kept = ownDefinitions(at.desk.store.reader)
    if (!kept.some(({ id: its }) => its === id)) return refused(`${id} was not imported here`)
    // Others that are broken as well do not keep this one in.
    const rest = kept.filter(({ id: its }) => its !== id).flatMap(({ read }) => (read.ok ? [read.value] : []))
    const fits = await fitting(at.desk, rest)
    return fits.ok ? save(at, id, undefined, { change: 'remove' }, values.json) : fits
  })
}

/**
 * Whether the desk can go by these: they agree with those of the product, there is the one that the configuration names, and nothing that is stored
 * loses the period after which it goes.
 */
async function fitting(
  { store, config }: OpenDesk,
  own: readonly DeskDefinition[],
): Promise<Result<void, ChipDeskError>> {
  const shipped = await loadDefinitions()
  if (!shipped.ok) return shipped
  const definitions = merged(shipped.value, own)
  if (!definitions.ok) return definitions
  const used = definitions.value.find(({ id }) => id === config.desk.definition)
  if (!used) return refused(`config.json names ${config.desk.definition}, and there would be none`)
  const table = tableOf(definitions.value)
  const rules = table.ok ? retentionRules(config.retention, table.value) : table
  if (!rules.ok) return rules
  const now = new Date()
  const present = ownDefinitions(store.reader).flatMap(({ read }) => (read.ok ? [read.value] : []))
  const ruled = [...shipped.value, ...present].flatMap(({ purposes }) => purposes.map(({ code }) => code))
  const left = store.reader
    .purgePlan(rules.value, dayInVietnam(now), now)
    .find(({ rule, total, purpose }) => rule === undefined && total > 0 && ruled.includes(purpose))
  return left
    ? refused(`${left.total} transactions of ${left.purpose} are stored, and nothing would say how long they stay`)
    : ok(undefined)
}

/** The change and its entry in the audit are one write. */
async function save(
  { desk: { store, people }, actor: { id: operator, role } }: AtDesk<OpenDesk>,
  id: string,
  text: string | undefined,
  facts: Readonly<Record<string, string>>,
  json: boolean,
): Promise<Result<void, ChipDeskError>> {
  const setting = `${definitionSetting}${id}`
  const entry = people.entry({
    operator,
    role,
    action: 'settings.change',
    outcome: 'done',
    facts: { setting, ...facts },
  })
  const saved = await store.writer.saveSetting(setting, text, [entry])
  if (!saved.ok) return saved
  if (json) printJson({ id, ...facts })
  else
    console.log(
      `${id}: ${text === undefined ? 'removed' : 'imported'}. A counter that is running takes it at its next start.`,
    )
  return ok(undefined)
}

function all<T>(results: readonly Result<T, ChipDeskError>[]): Result<T[], ChipDeskError> {
  const values: T[] = []
  for (const result of results) {
    if (!result.ok) return result
    values.push(result.value)
  }
  return ok(values)
}
