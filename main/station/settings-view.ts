import type { DeskDefinition } from '../desks/definition.ts'
import { inForce } from '../desks/definition-days.ts'
import { definitionSetting, tableOf } from '../desks/load-definitions.ts'
import type { LineReport } from '../online/line.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import {
  type ServiceId,
  type SettingsDefinition,
  type SettingsService,
  type SettingValues,
  serviceIds,
  settingNames,
} from '../protocol/settings.ts'
import { legalBasisOf, purposeOf } from '../purposes/permission.ts'
import type { StationConfig } from './config.ts'
import { secretNames } from './secret-names.ts'
import { settingAt } from './settings-file.ts'

/** Every setting of a file, as far as it has one. */
export const valuesOf = (json: unknown): SettingValues =>
  Object.fromEntries(
    settingNames.flatMap(name => {
      const value = settingAt(json, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** What a desk can be, with the laws on which each of its purposes may rest today. */
export function definitionsShown(
  definitions: readonly DeskDefinition[],
  own: readonly { readonly name: string }[],
  now: Date,
): SettingsDefinition[] {
  const on = dayInVietnam(now)
  const table = tableOf(definitions)
  if (!table.ok) return []
  return definitions
    .filter(definition => inForce(definition, on))
    .map(({ id, title, visits, face }) => ({
      id,
      title,
      own: own.some(({ name }) => name === `${definitionSetting}${id}`),
      face: face !== undefined,
      slips: visits.some(({ documents }) => documents.some(document => document.id.startsWith('reception-slip-'))),
      visits: visits.flatMap(({ purpose, legalBasis }) => {
        const known = purposeOf(purpose, table.value)
        const legalBases = (known?.legalBases ?? []).flatMap(code => {
          const basis = legalBasisOf(code, table.value)
          return basis && inForce(basis, on) ? [{ code: basis.code, title: basis.title }] : []
        })
        return known ? [{ purpose, name: known.name, legalBasis, legalBases }] : []
      }),
    }))
}

/** Kinds of lines of the outbox by the service that stands at their other end. */
const lineOf: Readonly<Record<ServiceId, string | undefined>> = {
  registry: 'registry',
  'card-provider': 'registry',
  'population-base': 'registry',
  insurance: 'insurance',
  organisation: 'organisation',
  door: undefined,
}

interface ServicesKnown {
  readonly config: StationConfig
  readonly lines: Readonly<Record<string, LineReport>>
  readonly isSet: (secret: string) => boolean
  /** Addresses of the reference services of a demo. */
  readonly demo?: Partial<Readonly<Record<ServiceId, string>>> | undefined
}

export function servicesShown({ config, lines, isSet, demo }: ServicesKnown): SettingsService[] {
  const { registry, cardProvider, populationBase, insurance, organisation, door } = config
  const parts = {
    registry,
    'card-provider': cardProvider,
    'population-base': populationBase,
    insurance,
    organisation,
    door,
  }
  return serviceIds.map(id => {
    const configured = demo ? demo[id] !== undefined : parts[id] !== undefined
    const line = configured ? lines[lineOf[id] ?? ''] : undefined
    return {
      id,
      configured,
      ...(id === 'organisation' && organisation && !demo && { way: organisation.kind }),
      ...(demo?.[id] && { address: demo[id] }),
      secrets: demo || !configured ? [] : secretsOf(id, config).map(name => ({ name, set: isSet(name) })),
      ...(line && { line: lineShown(line) }),
    }
  })
}

/** Secrets that this service needs as it is configured; officers are those of the configuration. */
function secretsOf(id: ServiceId, { organisation, populationBase }: StationConfig): string[] {
  if (id === 'organisation' && organisation?.kind === 'folder') return []
  const own = secretNames.filter(name => name.startsWith(`${id}.`))
  if (id !== 'population-base' || !populationBase) return own
  const gateway = populationBase.front.kind === 'gateway'
  const needed = own.filter(name => (name === 'population-base.access-token') === gateway)
  return [...needed, ...Object.values(populationBase.officers).map(officer => `population-base.officer.${officer}`)]
}

const lineShown = ({ status, answeredAt, failures, error }: LineReport) => ({
  status,
  failures,
  ...(answeredAt !== undefined && { answeredAt: new Date(answeredAt).toISOString() }),
  ...(error && { error: error.tag }),
})
