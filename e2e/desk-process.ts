import { join } from 'node:path'
import { loadDefinitions } from '../main/desks/load-definitions.ts'
import { startBrowserShell } from '../main/shell/browser/browser-shell.ts'
import { startDemoServices } from '../main/station/demo-services.ts'
import { openReopeningStation } from '../main/station/reopening-station.ts'

/**
 * A demo desk as `npm start -- --demo --desk …` runs it, whose cards are laid, and whose services are cut off or answer otherwise, from outside: as citizens,
 * cables and registers do, not by the clerk's hands. `desk-process.ts DEFINITION LATENCY`.
 */
const [desk, latency] = process.argv.slice(2)

interface Asked {
  readonly id: number
  readonly call: string
  readonly params: { readonly scenario: never }
}

async function main() {
  const definitions = await loadDefinitions()
  const services = await startDemoServices(definitions.ok ? definitions.value.find(({ id }) => id === desk) : undefined)
  const opened = await openReopeningStation({ mode: 'demo', desk, services, latency: latency as 'instant' })
  if (!opened.ok) throw new Error(`${opened.error.tag}: ${opened.error.cause}`)
  const station = opened.value
  const rendererDir = join(import.meta.dirname, '..', 'build', 'renderer')
  const shell = await startBrowserShell({ station, rendererDir })
  async function done({ call, params }: Asked) {
    if (call === 'register') services.registry.setScenario(params.scenario)
    else if (call === 'portal') services.insurance.setScenario(params.scenario)
    else await station.call(call as 'demo.place', params as never)
  }
  process.on('message', message => {
    const asked = message as Asked
    done(asked).then(
      () => process.send?.({ id: asked.id }),
      error => process.send?.({ id: asked.id, error: JSON.stringify(error) }),
    )
  })
  process.once('SIGTERM', async () => {
    await shell.close()
    await station.close()
    process.exit(0)
  })
  process.once('disconnect', () => process.exit(0))
  station.subscribe(({ demo }) => process.send?.({ url: shell.url, reader: demo?.reader }))()
}

void main()
