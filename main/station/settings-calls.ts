import { definitionSetting, definitionsOf, loadDefinitions } from '../desks/load-definitions.ts'
import type { Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { NetworkTest, ServiceId, Settings } from '../protocol/settings.ts'
import type { Store } from '../store/store.ts'
import { defaultConfig, demoConfig, type StationConfig } from './config.ts'
import type { DemoServices } from './demo-services.ts'
import type { Actor, DeskCall, GuardParts } from './guard.ts'
import { testService } from './network-test.ts'
import type { People } from './people.ts'
import type { Records } from './records.ts'
import type { Reopen } from './reopening.ts'
import { isSecretName } from './secret-names.ts'
import { plannedChange, readDeskFiles, type SettingsPaths, writeChange } from './settings-change.ts'
import type { SettingChange } from './settings-file.ts'
import { definitionsShown, servicesShown, valuesOf } from './settings-view.ts'

/** Where a desk is set, and what it was opened with. */
export interface SettingsDesk {
  readonly paths: SettingsPaths
  /** That the station goes by. */
  readonly config: StationConfig
  /** Of demo mode, which shows how it is set and is not changed. */
  readonly demo?: { readonly services: DemoServices; readonly desk: string | undefined } | undefined
}

export interface SettingsParts {
  readonly settings?: SettingsDesk
  readonly store: Pick<Store, 'reader' | 'writer'>
  readonly people: Pick<People, 'entry'>
  readonly records: Pick<Records, 'lines'>
  readonly reopen?: Reopen
}

type SettingsCall = Extract<DeskCall, `settings.${string}`>

/** After a refused account it is not tried again so soon: enough wrong passwords lock it. */
const accountRestMs = 60_000

/**
 * How the desk is set, and what becomes of it when somebody changes that.
 * @param isReading nothing is opened anew under a card that is being read
 */
export function settingsCalls(parts: SettingsParts, isReading: () => boolean): Pick<GuardParts['calls'], SettingsCall> {
  const { store } = parts
  const { reader, writer } = store
  const testing = new Map<ServiceId, Promise<NetworkTest>>()
  /** One change after the other. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }
  const secret = (name: string) => (isSecretName(name) ? reader.setting(`secret.${name}`) : undefined)

  function desk(): SettingsDesk {
    if (!parts.settings) throw chipDeskError('ApiUnknownCall', { cause: 'this station has no settings of its own' })
    return parts.settings
  }
  function changeable(): SettingsDesk {
    const settings = desk()
    if (settings.demo) throw chipDeskError('ApiNotPermitted', { cause: 'a demonstration is not changed' })
    if (isReading()) throw chipDeskError('ReaderReading')
    return settings
  }
  const audited = ({ id, role }: Actor, facts: Record<string, string>) =>
    parts.people.entry({ operator: id, role, action: 'settings.change', outcome: 'done', facts })
  async function definitions() {
    return known(definitionsOf(reader, known(await loadDefinitions())))
  }

  async function list(): Promise<Settings> {
    const { paths, config, demo } = desk()
    const files = known(await readDeskFiles(paths))
    const shown = demo ? demoConfig(files.parsed, demo.desk) : files.parsed
    return {
      changeable: !demo,
      revision: files.revision,
      applied: JSON.stringify(config) === JSON.stringify(shown),
      values: { ...valuesOf(demo ? shown : files.config.json), ...valuesOf({ printers: files.printers.json }) },
      defaults: valuesOf(defaultConfig()),
      definitions: definitionsShown(await definitions(), reader.settings(definitionSetting), new Date()),
      services: servicesShown({
        config: shown,
        lines: parts.records.lines(),
        isSet: name => secret(name) !== undefined,
        demo: demo && {
          registry: demo.services.registry.url,
          insurance: demo.services.insurance.adapter.baseUrl,
          organisation: demo.services.organisation.connector.url,
        },
      }),
    }
  }

  async function change(revision: string, changes: readonly SettingChange[], actor: Actor) {
    const { paths, config } = changeable()
    const files = known(await readDeskFiles(paths))
    if (revision !== files.revision) throw chipDeskError('ConfigChanged')
    const plan = known(plannedChange(files, changes, await definitions()))
    const changed = [...plan.changed.config, ...plan.changed.printers]
    const facts = { setting: 'config.json', changed: changed.join(' ') }
    if (changed.length > 0) known(await writeChange(paths, plan, () => writer.appendAudit([audited(actor, facts)])))
    if (JSON.stringify(config) !== JSON.stringify(plan.parsed)) parts.reopen?.()
    return { changed }
  }

  async function saveSecret(name: string, value: string | undefined, actor: Actor) {
    changeable()
    if (!isSecretName(name)) throw chipDeskError('ApiMessageInvalid', { cause: 'no such secret' })
    const facts = { setting: `secret.${name}`, change: value === undefined ? 'remove' : 'set' }
    known(await writer.saveSetting(`secret.${name}`, value, [audited(actor, facts)]))
    parts.reopen?.()
    return {}
  }

  function test(service: ServiceId): Promise<NetworkTest> {
    const under = testing.get(service)
    if (under) return under
    const { config, demo } = desk()
    const asked = testService(service, { config, secret, demo: demo?.services })
    testing.set(service, asked)
    const forget = () => testing.delete(service)
    void asked.then(({ problem }) => {
      if (problem === 'account') setTimeout(forget, accountRestMs).unref()
      else forget()
    }, forget)
    return asked
  }

  return {
    'settings.list': list,
    'settings.change': ({ revision, changes }, actor) => inTurn(() => change(revision, changes, actor)),
    'settings.secret': ({ name, value }, actor) => inTurn(() => saveSecret(name, value, actor)),
    'settings.test-network': ({ service }) => test(service),
  }
}

/** An error leaves a call as a rejection with that error. */
function known<T>(result: Result<T, ChipDeskError>): T {
  if (!result.ok) throw result.error
  return result.value
}
