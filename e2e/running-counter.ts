import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'

const root = join(import.meta.dirname, '..')

/** A demo counter as `npm start` runs it, in a process and a home of its own. */
export interface RunningCounter {
  readonly url: string
  readonly home: string
  stop(): Promise<void>
  /** As a power cut does. */
  kill(): Promise<void>
}

/** Starts the counter with its database in `home`; resolves when it has printed its URL. `socket` names a PC/SC service: a live desk. */
export async function startCounter(home: string, socket?: string, port = '0'): Promise<RunningCounter> {
  const mode = socket === undefined ? '--demo' : '--live'
  const child = spawn(
    process.execPath,
    [join(root, 'main', 'cli', 'chipdesk.ts'), 'start', mode, '--no-open', '--port', port],
    {
      env: { ...process.env, CHIPDESK_HOME: home, ...(socket !== undefined && { PCSCLITE_CSOCK_NAME: socket }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await printedUrl(child)
  async function ended(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    url,
    home,
    stop: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
  }
}

function printedUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', chunk => {
      printed += chunk
      const [url] = /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(printed) ?? []
      if (url) resolve(url)
    })
    child.once('exit', code => reject(new Error(`the counter ended with ${code}: ${printed}`)))
  })
}

/** Types into the counter's input and sends it. */
export async function enter(page: Page, text: string) {
  const input = page.getByTestId('counter-input')
  await input.fill(text)
  await input.press('Enter')
}

/** Lays the card of a persona on the virtual pad. */
export async function place(page: Page, persona: string) {
  await page.getByTestId(`demo-persona-${persona}`).click()
  await page.getByTestId('demo-place').click()
}

export async function lift(page: Page) {
  await page.getByTestId('demo-remove').click()
}

export async function expectVerdict(page: Page, verdict: string) {
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-verdict', verdict, { timeout: 15_000 })
}

/** A desk without accounts lets nobody but its first administrator in. */
export async function makeFirstOperator(page: Page): Promise<void> {
  await expect(page.getByTestId('sign-in')).toHaveAttribute('data-state', 'first-operator')
  await page.getByTestId('first-name').fill('Cán bộ Thử')
  await page.getByTestId('first-id').fill('can-bo')
  for (const field of ['first-secret', 'first-again']) await page.getByTestId(field).fill('280619')
  await page.getByTestId('first-create').click()
  await expect(page.getByTestId('operator')).toContainText('Cán bộ Thử')
}
