import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page, test } from '@playwright/test'
import { electronRuntime, skipAloud } from './electron-runtime.ts'
import { freshHome, removeHome } from './home.ts'
import { openScreen, type Screen } from './virtual-screen.ts'

const root = join(import.meta.dirname, '..')
const node = join(root, 'node_modules', '.bin', 'node')

export interface RunningApp {
  app: ElectronApplication
  page: Page
}

/** A launch takes a second or two; of thirty on a busy machine, one never comes to an end between debugger and page: it is begun anew, and said. */
async function launched(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let tries = 1; ; tries++) {
    try {
      return await _electron.launch({ ...options, timeout: 20_000 })
    } catch (error) {
      if (tries === 3) throw error
      process.stderr.write(`Electron was launched once more: ${(error as Error).message.split('\n')[0]}\n`)
    }
  }
}

/**
 * Tests with the real Electron shell: `launch` opens the built application with the station under Node 24, in a home of its
 * own. Where there is no Electron binary, or no screen, the tests are skipped and say why.
 */
export const electronTest = test.extend<
  { home: string; launch(options?: { entry?: string; args?: string[] }): Promise<RunningApp> },
  { display: Screen | { reason: string } }
>({
  display: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => {
      const screen = await openScreen()
      await use(screen)
      if ('stop' in screen) await screen.stop()
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: as above
  home: async ({}, use) => {
    const home = freshHome()
    await use(home)
    removeHome(home)
  },
  launch: async ({ home, display }, use) => {
    const runtime = electronRuntime()
    if ('reason' in runtime) return skipAloud(runtime.reason)
    if ('reason' in display) return skipAloud(display.reason)
    const running: ElectronApplication[] = []
    await use(async ({ entry, args = [] } = {}) => {
      const app = await launched({
        executablePath: runtime.binary,
        args: [
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          join(root, 'build', 'electron', 'main.cjs'),
          ...args,
        ],
        env: {
          ...(process.env as Record<string, string>),
          DISPLAY: display.display,
          CHIPDESK_HOME: home,
          CHIPDESK_MODE: 'demo',
          CHIPDESK_STATION_NODE: node,
          ...(entry && { CHIPDESK_STATION_ENTRY: entry }),
        },
      })
      running.push(app)
      return { app, page: await app.firstWindow() }
    })
    for (const app of running) await app.close()
  },
})
