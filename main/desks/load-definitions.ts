import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { PurposeTable } from '../purposes/purpose.ts'
import { purposeTable } from '../purposes/purpose-table.ts'
import { tableWith } from '../purposes/table-with.ts'
import type { DeskDefinition } from './definition.ts'
import { checkedDefinition } from './definition-check.ts'

/** Those of the product: beside this module, or beside the bundle, where scripts/bundle.mjs copies them. */
export const shippedDefinitions = (): string => fileURLToPath(new URL('./definitions/', import.meta.url))

/**
 * Every definition of a folder, by file name.
 * @param folder with a file `ID.json` for each
 * @returns `ConfigDesk` whose cause names the first file, the place in it and what is wrong
 */
export async function loadDefinitions(
  folder: string = shippedDefinitions(),
): Promise<Result<DeskDefinition[], ChipDeskError>> {
  let names: string[]
  try {
    names = (await readdir(folder)).filter(name => name.endsWith('.json')).toSorted()
  } catch (error) {
    return wrong(`${folder}: ${(error as NodeJS.ErrnoException).code}`)
  }
  if (names.length === 0) return wrong(`${folder}: no definition`)
  const definitions: DeskDefinition[] = []
  for (const name of names) {
    const read = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => error)
    const definition = typeof read === 'string' ? definitionFrom(read, name) : wrong(`${name}: ${read.code}`)
    if (!definition.ok) return definition
    if (`${definition.value.id}.json` !== name)
      return wrong(`${name}: id: ${definition.value.id} is not the file's name`)
    definitions.push(definition.value)
  }
  const table = tableOf(definitions)
  return table.ok ? ok(definitions) : table
}

/** Where an administrator's own are kept in the store; the name goes on with the id. */
export const definitionSetting = 'desk.definition.'

/** What of a store definitions are read from. */
interface Settings {
  settings(prefix: string): { readonly name: string; readonly value: string }[]
}

/**
 * Those of the product and those of the administrator, who may put one in the place of the product's.
 * @returns `ConfigDesk` that names the setting, or the definitions that tell one purpose in different ways
 */
export function definitionsOf(
  reader: Settings,
  shipped: readonly DeskDefinition[],
): Result<DeskDefinition[], ChipDeskError> {
  const own: DeskDefinition[] = []
  for (const { name, value } of reader.settings(definitionSetting)) {
    const definition = definitionFrom(value, name)
    if (!definition.ok) return definition
    if (`${definitionSetting}${definition.value.id}` !== name) return wrong(`${name}: id: ${definition.value.id}`)
    own.push(definition.value)
  }
  return merged(shipped, own)
}

/** The product's, but for those in whose place one of the others stands, and these; `ConfigDesk` as of `tableOf`. */
export function merged(
  shipped: readonly DeskDefinition[],
  own: readonly DeskDefinition[],
): Result<DeskDefinition[], ChipDeskError> {
  const kept = shipped.filter(({ id }) => !own.some(({ id: its }) => its === id))
  const definitions = [...kept, ...own].toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const table = tableOf(definitions)
  return table.ok ? ok(definitions) : table
}

/**
 * One definition from its text.
 * @param name of the file or setting, for the error
 * @returns `ConfigDesk` whose cause names it, the place and what is wrong
 */
export function definitionFrom(text: string, name: string): Result<DeskDefinition, ChipDeskError> {
  const json = jsonOf(text)
  if (!json.ok) return wrong(`${name}: ${json.error}`)
  const checked = checkedDefinition(json.value)
  return checked.ok ? checked : wrong(`${name}: ${checked.error[0]}`)
}

/** What the text says; why it is no JSON, with the place and nothing of the text. */
export function jsonOf(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch (error) {
    const place = /\(line \d+ column \d+\)|at position \d+/.exec((error as Error).message)?.[0]
    return fail(`is not JSON${place ? ` ${place}` : ''}`)
  }
}

/**
 * The purposes of all these definitions: what was stored under one of them keeps its period, whichever desk this one is now.
 * @returns `ConfigDesk` where two of them tell one purpose or text in different ways
 */
export function tableOf(definitions: readonly DeskDefinition[]): Result<PurposeTable, ChipDeskError> {
  let table: PurposeTable = purposeTable
  for (const { id, legalBases, purposes } of definitions) {
    const told = { legalBases: [...table.legalBases], purposes: [...table.purposes] }
    const fresh = tableWith(
      {
        legalBases: legalBases.filter(basis => !told.legalBases.some(known => same(known, basis))),
        purposes: purposes.filter(purpose => !told.purposes.some(known => same(known, purpose))),
      },
      table,
    )
    if (!fresh.ok) return wrong(`${id}: ${fresh.error.cause}`)
    table = fresh.value
  }
  return ok(table)
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const wrong = (cause: string): Result<never, ChipDeskError> => fail(chipDeskError('ConfigDesk', { cause }))
