import type { DeskDefinition } from '../desks/definition.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { printersSchema } from '../protocol/printers.ts'
import { type SettingName, type SettingValues, settingNames } from '../protocol/settings.ts'
import { parseConfig, type StationConfig } from './config.ts'
import { configuredRules } from './desk-rules.ts'
import type { StationPaths } from './paths.ts'
import {
  readSettingsFile,
  type SettingChange,
  type SettingsFile,
  withChanges,
  writeSettingsFile,
} from './settings-file.ts'
import { valuesOf } from './settings-view.ts'

export type SettingsPaths = Pick<StationPaths, 'config' | 'printers'>

/** Both files that a screen can change, and what they say. */
export interface DeskFiles {
  readonly config: SettingsFile
  readonly printers: SettingsFile
  readonly parsed: StationConfig
  /** Of both. */
  readonly revision: string
}

/** @returns `ConfigInvalid` where one of them cannot be read, or says what no desk understands */
export async function readDeskFiles(paths: SettingsPaths): Promise<Result<DeskFiles, ChipDeskError>> {
  const [config, printers] = await Promise.all([readSettingsFile(paths.config), readSettingsFile(paths.printers)])
  if (!config.ok) return config
  if (!printers.ok) return printers
  const parsed = parseConfig(config.value.json)
  if (!parsed.ok) return parsed
  const revision = `${config.value.revision}.${printers.value.revision}`
  return ok({ config: config.value, printers: printers.value, parsed: parsed.value, revision })
}

const isPrinter = ({ name }: SettingChange) => name.startsWith('printers.')

/** What the files would say. */
export interface PlannedChange {
  readonly config: Record<string, unknown>
  readonly printers: Record<string, unknown>
  readonly parsed: StationConfig
  readonly changed: { readonly config: SettingName[]; readonly printers: SettingName[] }
}

/** @returns `ConfigInvalid` or `ConfigDesk` where no desk can be opened with these changes */
export function plannedChange(
  files: DeskFiles,
  changes: readonly SettingChange[],
  definitions: readonly DeskDefinition[],
): Result<PlannedChange, ChipDeskError> {
  const config = withChanges(
    files.config.json,
    changes.filter(change => !isPrinter(change)),
  )
  const parsed = parseConfig(config)
  if (!parsed.ok) return parsed
  const rules = configuredRules(definitions, parsed.value, new Date())
  if (!rules.ok) return rules
  const printers = withChanges({ printers: files.printers.json }, changes.filter(isPrinter))
  const wish = printersSchema.safeParse(printers.printers ?? {})
  if (!wish.success)
    return fail(
      chipDeskError('ConfigInvalid', { cause: `config.json: printers.${wish.error.issues[0]?.path.join('.')}` }),
    )
  return ok({
    config,
    printers: wish.data,
    parsed: parsed.value,
    changed: {
      config: different(valuesOf(files.parsed), valuesOf(parsed.value)),
      printers: different(valuesOf({ printers: files.printers.json }), valuesOf({ printers: wish.data })),
    },
  })
}

const different = (before: SettingValues, after: SettingValues): SettingName[] =>
  settingNames.filter(name => before[name] !== after[name])

/** Writes what has changed. @param audit written once the drafts are safe; without it nothing counts */
export async function writeChange(
  paths: SettingsPaths,
  { config, printers, changed }: PlannedChange,
  audit: () => Promise<Result<unknown, ChipDeskError>>,
): Promise<Result<void, ChipDeskError>> {
  const printing = changed.printers.length > 0
  if (changed.config.length === 0) return printing ? writeSettingsFile(paths.printers, printers, audit) : ok(undefined)
  const written = await writeSettingsFile(paths.config, config, audit)
  return written.ok && printing ? writeSettingsFile(paths.printers, printers, async () => ok(undefined)) : written
}
