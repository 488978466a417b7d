import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DeskDefinition } from '../desks/definition.ts'
import {
  definitionFrom,
  definitionSetting,
  definitionsOf,
  loadDefinitions,
  shippedDefinitions,
  tableOf,
} from '../desks/load-definitions.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type RetentionRules, retentionRules } from '../purposes/retention.ts'
import { loadConfig, type StationConfig } from '../station/config.ts'
import { stationPaths } from '../station/paths.ts'
import type { StoreReader } from '../store/store.ts'
import { askedAnswers } from './ask-secret.ts'
import { readDesk } from './open-desk.ts'

/** One definition as it is kept: the text as somebody wrote it, and what it says or why it cannot be used. */
export interface KeptDefinition {
  readonly id: string
  readonly origin: 'product' | 'own'
  readonly text: string
  readonly read: Result<DeskDefinition, ChipDeskError>
}

/** Those of the product, by name. */
export async function productDefinitions(): Promise<Result<KeptDefinition[], ChipDeskError>> {
  const shipped = await loadDefinitions()
  if (!shipped.ok) return shipped
  const kept = shipped.value.map(async (definition): Promise<KeptDefinition> => {
    const text = await readFile(join(shippedDefinitions(), `${definition.id}.json`), 'utf8')
    return { id: definition.id, origin: 'product', text, read: ok(definition) }
  })
  return ok(await Promise.all(kept))
}

/** Those of the administrator, broken ones too: they have to be seen to be taken out. */
export const ownDefinitions = (reader: Pick<StoreReader, 'settings'>): KeptDefinition[] =>
  reader.settings(definitionSetting).map(({ name, value: text }) => ({
    id: name.slice(definitionSetting.length),
    origin: 'own',
    text,
    read: definitionFrom(text, name),
  }))

export interface DeskDefinitions {
  readonly kept: readonly KeptDefinition[]
  /** The one that the configuration names. */
  readonly used: string
  /** Why those of the administrator could not be looked at. */
  readonly unseen?: ChipDeskError
}

/** Every definition of this computer, an administrator's in the place of the product's; without a store, or its key, the product's. */
export async function everyDefinition(): Promise<Result<DeskDefinitions, ChipDeskError>> {
  const product = await productDefinitions()
  if (!product.ok) return product
  const paths = stationPaths(false)
  const config = await loadConfig(paths.config)
  if (!config.ok) return config
  const used = config.value.desk.definition
  if (!existsSync(paths.store)) return ok({ kept: product.value, used })
  const answers = askedAnswers()
  const desk = await readDesk(answers)
  answers.close()
  if (!desk.ok) return ok({ kept: product.value, used, unseen: desk.error })
  const own = ownDefinitions(desk.value.reader)
  desk.value.close()
  const kept = [...product.value.filter(({ id }) => !own.some(({ id: its }) => its === id)), ...own]
  return ok({ kept: kept.toSorted((one, other) => (one.id < other.id ? -1 : 1)), used })
}

/**
 * The periods of this computer: whatever kind of desk it is now, what was stored under another definition keeps that one's period.
 * @returns `ConfigDesk`, or `ConfigInvalid` that names the period of the configuration
 */
export async function rulesOfDesk(
  reader: Pick<StoreReader, 'settings'>,
  { retention }: Pick<StationConfig, 'retention'>,
): Promise<Result<RetentionRules, ChipDeskError>> {
  const shipped = await loadDefinitions()
  const definitions = shipped.ok ? definitionsOf(reader, shipped.value) : shipped
  const table = definitions.ok ? tableOf(definitions.value) : definitions
  return table.ok ? retentionRules(retention, table.value) : table
}

/** Many times what any desk needs. */
const mostBytes = 262_144

/** The text of a definition file. `ConfigDesk` where it cannot be read. */
export async function definitionFile(path: string): Promise<Result<string, ChipDeskError>> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > mostBytes)
      return fail(chipDeskError('ConfigDesk', { cause: `${path}: more than ${mostBytes} bytes` }))
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const why = error instanceof TypeError ? 'is not UTF-8' : (error as NodeJS.ErrnoException).code
    return fail(chipDeskError('ConfigDesk', { cause: `${path}: ${why}` }))
  }
}
