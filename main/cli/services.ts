import { registryScenarios } from '../../fixtures/services/registry-scenario.ts'
import { startReferenceRegistry } from '../station/reference-registry.ts'
import { portOf, readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { printJson } from './terminal.ts'
import { untilStopped } from './until-stopped.ts'

/** `chipdesk services`: the reference registry on loopback, knowing the invented people only. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    port: { type: 'string' },
    scenario: { type: 'string', default: 'normal' },
    json: { type: 'boolean', default: false },
  })
  const scenario = registryScenarios.find(name => name === values.scenario)
  if (!scenario) throw new UsageError(`--scenario takes one of ${registryScenarios.join(', ')}`)
  const registry = await startReferenceRegistry({ port: portOf(values.port) ?? 0, scenario })
  const { url, publicKeys } = registry
  if (values.json) printJson({ url, publicKeys })
  else console.log(`Reference registry at ${url} (${scenario}). Ctrl-C ends it.`)
  await untilStopped()
  await registry.stop()
  return exitCodes.done
}
