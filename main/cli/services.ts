import type { Persona } from '../../fixtures/country/persona.ts'
import { population } from '../../fixtures/country/population.ts'
import { startCardVerificationProvider } from '../../fixtures/services/card-verification/card-verification.ts'
import {
  type CardVerificationScenario,
  cardVerificationScenarios,
} from '../../fixtures/services/card-verification/card-verification-scenario.ts'
import { insuranceByHand } from '../../fixtures/services/insurance/insurance-by-hand.ts'
import { startInsurancePortal } from '../../fixtures/services/insurance/insurance-portal.ts'
import { insuranceScenarios, parseInsuranceScenario } from '../../fixtures/services/insurance/insurance-scenario.ts'
import {
  type OrganisationScenario,
  organisationScenarios,
} from '../../fixtures/services/organisation/organisation-scenario.ts'
import { startOrganisationSystem } from '../../fixtures/services/organisation/organisation-system.ts'
import { startPopulationBase } from '../../fixtures/services/population-base/population-base.ts'
import {
  type PopulationBaseScenario,
  populationBaseScenarios,
} from '../../fixtures/services/population-base/population-base-scenario.ts'
import { registryByHand } from '../../fixtures/services/registry/registry-by-hand.ts'
import {
  type RegistryScenario,
  registryScenarioNotes,
  registryScenarios,
} from '../../fixtures/services/registry/registry-scenario.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { startReferenceRegistry } from '../station/reference-registry.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { type ServiceName, scenariosFor, serviceNames } from './service-scenarios.ts'
import { notDone, printJson } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

const lists: Readonly<Record<ServiceName, readonly { readonly name: string; readonly en: string }[]>> = {
  registry: registryScenarios.map(name => ({ name, en: registryScenarioNotes[name].en })),
  insurance: [
    { name: 'normal', en: 'The right answer' },
    ...insuranceScenarios.map(({ name, note }) => ({ name, en: note.en })),
  ],
  'card-verification': cardVerificationScenarios,
  'population-base': populationBaseScenarios,
  organisation: organisationScenarios,
}

const isKnown = (service: ServiceName, name: string) =>
  lists[service].some(each => each.name === name) ||
  (service === 'insurance' && parseInsuranceScenario(name) !== undefined)

/** `chipdesk services`: everything that a counter asks, on loopback, knowing the invented people only. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    scenario: { type: 'string', multiple: true, default: [] },
    list: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  if (values.list) return list(values.json)
  const scenarios = scenariosFor(values.scenario, isKnown)
  if ('unknown' in scenarios)
    throw new UsageError(`no service has a scenario ${scenarios.unknown}; see chipdesk services --list`)
  const first = portOf(values.port)
  if (first !== undefined && first + serviceNames.length - 1 > 65_535)
    throw new UsageError(`${serviceNames.length} services need ports up to ${first + serviceNames.length - 1}`)
  const running = await startAll(first, scenarios)
  if ('tag' in running) return notDone(running, values.json)
  if (values.json) printJson(Object.fromEntries(running.map(({ name, facts }) => [name, facts])))
  else print(running)
  await untilStopped()
  await Promise.all(running.map(({ stop }) => stop()))
  return exitCodes.done
}

interface Running {
  readonly name: ServiceName
  readonly scenario: string
  readonly facts: { readonly url: string; readonly [fact: string]: unknown }
  /** Lines for a shell. */
  readonly byHand: string
  stop(): Promise<void>
}

/** On ports one after the other from the first, or on free ones; all of them or none. */
async function startAll(
  first: number | undefined,
  scenarios: Record<ServiceName, string>,
): Promise<Running[] | ChipDeskError> {
  const [person] = population()
  if (!person) throw new Error('nobody lives in the invented country')
  const running: Running[] = []
  for (const [index, name] of serviceNames.entries()) {
    const port = first ? first + index : 0
    try {
      running.push({ ...(await starters[name](port, scenarios[name], person)), name, scenario: scenarios[name] })
    } catch (error) {
      await Promise.all(running.map(({ stop }) => stop()))
      return chipDeskError('ConfigInvalid', { cause: `${name} cannot start: ${(error as Error).message}` })
    }
  }
  return running
}

/** The scenarios were checked against the list of the service. */
const starters: Readonly<
  Record<ServiceName, (port: number, scenario: string, person: Persona) => Promise<Omit<Running, 'name' | 'scenario'>>>
> = {
  async registry(port, scenario, person) {
    const registry = await startReferenceRegistry({ port, scenario: scenario as RegistryScenario })
    const { url, publicKeys, stop } = registry
    return { facts: { url, publicKeys }, byHand: registryByHand(registry, person), stop }
  },
  async insurance(port, scenario, person) {
    const portal = await startInsurancePortal({ port, scenario: parseInsuranceScenario(scenario) ?? [] })
    const { url, facility, officers, stop } = portal
    return { facts: { url, facility, officers }, byHand: insuranceByHand(portal, person), stop }
  },
  async 'card-verification'(port, scenario) {
    const provider = await startCardVerificationProvider({ port, scenario: scenario as CardVerificationScenario })
    const { url, publicKeyPem, credentials, curl, stop } = provider
    return { facts: { url, publicKeyPem, credentials }, byHand: curl, stop }
  },
  async 'population-base'(port, scenario) {
    const base = await startPopulationBase({ port, scenario: scenario as PopulationBaseScenario })
    const { url, serviceUrl, lgspUrl, lgspTokenUrl, credentials, curl, stop } = base
    return { facts: { url, serviceUrl, lgspUrl, lgspTokenUrl, credentials }, byHand: curl, stop }
  },
  async organisation(port, scenario) {
    const system = await startOrganisationSystem({ port, scenario: scenario as OrganisationScenario })
    const { url, handOverUrl, client, byHand, stop } = system
    return { facts: { url, handOverUrl, client }, byHand, stop }
  },
}

function list(json: boolean): number {
  if (json) printJson(lists)
  else
    for (const service of serviceNames) {
      console.log(`${service}`)
      for (const { name, en } of lists[service]) console.log(`  ${name.padEnd(32)}${en}`)
    }
  return exitCodes.done
}

function print(running: readonly Running[]): void {
  for (const { name, scenario, facts, byHand } of running)
    console.log(`${name} at ${facts.url} (${scenario})\n${byHand.replace(/^/gm, '  ')}\n`)
  console.log('They know the invented people alone; names and passwords are invented too. Ctrl-C ends them.')
}
