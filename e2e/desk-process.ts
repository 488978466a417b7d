import { join } from 'node:path'
import { startBrowserShell } from '../main/shell/browser/browser-shell.ts'
import { openStation } from '../main/station/open-station.ts'

/**
 * A demo desk as `npm start -- --demo --desk …` runs it, whose cards are laid, and whose services are cut off, from outside: as citizens and cables do, not by
 * the clerk's hands. `desk-process.ts DEFINITION LATENCY`.
 */
const [desk, latency] = process.argv.slice(2)

async function main() {
  const station = await openStation({ mode: 'demo', desk, latency: latency as 'instant' })
  if (!station.ok) throw new Error(`${station.error.tag}: ${station.error.cause}`)
  const rendererDir = join(import.meta.dirname, '..', 'build', 'renderer')
  const shell = await startBrowserShell({ station: station.value, rendererDir })
  process.on('message', message => {
    const { id, call, params } = message as { id: number; call: 'demo.place'; params: { persona: string } }
    station.value.call(call, params).then(
      () => process.send?.({ id }),
      error => process.send?.({ id, error: JSON.stringify(error) }),
    )
  })
  process.once('SIGTERM', async () => {
    await shell.close()
    await station.value.close()
    process.exit(0)
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.({ url: shell.url })
}

void main()
