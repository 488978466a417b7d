import { population } from '../../fixtures/country/population.ts'
import { startCardVerificationProvider } from '../../fixtures/services/card-verification/card-verification.ts'
import { cardVerificationScenarios } from '../../fixtures/services/card-verification/card-verification-scenario.ts'
import { insuranceByHand } from '../../fixtures/services/insurance/insurance-by-hand.ts'
import { startInsurancePortal } from '../../fixtures/services/insurance/insurance-portal.ts'
import { insuranceScenarios, parseInsuranceScenario } from '../../fixtures/services/insurance/insurance-scenario.ts'
import { startPopulationBase } from '../../fixtures/services/population-base/population-base.ts'
import { populationBaseScenarios } from '../../fixtures/services/population-base/population-base-scenario.ts'
import { registryByHand } from '../../fixtures/services/registry/registry-by-hand.ts'
import { registryScenarioNotes, registryScenarios } from '../../fixtures/services/registry/registry-scenario.ts'
import { startReferenceRegistry } from '../station/reference-registry.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { type ServiceName, scenariosFor, serviceNames } from './service-scenarios.ts'
import { printJson } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

const lists: Readonly<Record<ServiceName, readonly { readonly name: string; readonly en: string }[]>> = {
  registry: registryScenarios.map(name => ({ name, en: registryScenarioNotes[name].en })),
  insurance: [
    { name: 'normal', en: 'The right answer' },
    ...insuranceScenarios.map(({ name, note }) => ({ name, en: note.en })),
  ],
  'card-verification': cardVerificationScenarios,
  'population-base': populationBaseScenarios,
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
  const running = await startAll(portOf(values.port), scenarios)
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

/** On ports one after the other from the first, or on free ones. */
async function startAll(first: number | undefined, scenarios: Record<ServiceName, string>): Promise<Running[]> {
  const [person] = population()
  if (!person) throw new Error('nobody lives in the invented country')
  const options = <S extends ServiceName, N extends string>(service: S) => ({
    port: first ? first + serviceNames.indexOf(service) : 0,
    // Checked against the list of the service.
    scenario: scenarios[service] as N,
  })
  const registry = await startReferenceRegistry(options('registry'))
  const insurance = parseInsuranceScenario(scenarios.insurance)
  const portal = await startInsurancePortal({ ...options('insurance'), scenario: insurance ?? [] })
  const provider = await startCardVerificationProvider(options('card-verification'))
  const base = await startPopulationBase(options('population-base'))
  const { url, publicKeys } = registry
  const { publicKeyPem, credentials } = provider
  const { serviceUrl, lgspUrl, lgspTokenUrl } = base
  const { officers, facility } = portal
  const all: Omit<Running, 'scenario'>[] = [
    { name: 'registry', facts: { url, publicKeys }, byHand: registryByHand(registry, person), stop: registry.stop },
    {
      name: 'insurance',
      facts: { url: portal.url, facility, officers },
      byHand: insuranceByHand(portal, person),
      stop: portal.stop,
    },
    {
      name: 'card-verification',
      facts: { url: provider.url, publicKeyPem, credentials },
      byHand: provider.curl,
      stop: provider.stop,
    },
    {
      name: 'population-base',
      facts: { url: base.url, serviceUrl, lgspUrl, lgspTokenUrl, credentials: base.credentials },
      byHand: base.curl,
      stop: base.stop,
    },
  ]
  return all.map(service => ({ ...service, scenario: scenarios[service.name] }))
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
