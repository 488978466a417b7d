import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'

/** A screen for tests that need a window. */
export interface Screen {
  display: string
  stop(): Promise<void>
}

/** The screen at hand, else a virtual one with a window manager; or why there is none. */
export async function openScreen(): Promise<Screen | { reason: string }> {
  if (process.env.DISPLAY) return { display: process.env.DISPLAY, stop: async () => {} }
  for (const program of ['Xvfb', 'openbox'])
    if (spawnSync(program, ['--version']).error) return { reason: `no screen, and ${program} is not installed` }
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await firstLine(server)
  if (number === undefined) return { reason: 'Xvfb did not start' }
  const display = `:${number}`
  const manager = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } })
  return {
    display,
    async stop() {
      for (const child of [manager, server]) await end(child)
    },
  }
}

function firstLine(server: ChildProcess): Promise<string | undefined> {
  return new Promise(resolve => {
    let text = ''
    server.stdio[3]?.on('data', (data: Buffer) => {
      text += data
      if (text.includes('\n')) resolve(text.trim())
    })
    server.once('error', () => resolve(undefined))
    server.once('exit', () => resolve(undefined))
  })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill()
  await once(child, 'exit')
}
