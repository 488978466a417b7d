import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A screen for tests that need a window. */
export interface Screen {
  display: string
  stop(): Promise<void>
}

/** A screen of the test's own, which shows what no test protocol can look into. */
export interface VirtualScreen extends Screen {
  /** How many different colours are to be seen. */
  colours(): number
}

/** The screen at hand, else a virtual one; or why there is none. */
export async function openScreen(): Promise<Screen | { reason: string }> {
  return process.env.DISPLAY ? { display: process.env.DISPLAY, stop: async () => {} } : openVirtualScreen()
}

/** A virtual screen with a window manager, 1280 × 800; or why there is none. */
export async function openVirtualScreen(): Promise<VirtualScreen | { reason: string }> {
  for (const program of ['Xvfb', 'openbox'])
    if (spawnSync(program, ['--version']).error) return { reason: `${program} is not installed` }
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-screen-'))
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-fbdir', folder],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  )
  const number = await firstLine(server)
  if (number === undefined) return { reason: 'Xvfb did not start' }
  const display = `:${number}`
  const manager = spawn('openbox', [], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } })
  return {
    display,
    colours: () => coloursIn(readFileSync(join(folder, 'Xvfb_screen0'))),
    async stop() {
      for (const child of [manager, server]) await end(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Counts the colours of an X window dump (XWDFile.h, version 7, 32 bits a pixel). */
function coloursIn(dump: Buffer): number {
  const [headerSize, height, bytesPerLine, colourMap] = [0, 20, 48, 76].map(offset => dump.readUInt32BE(offset))
  const start = (headerSize ?? 0) + (colourMap ?? 0) * 12
  const pixels = dump.subarray(start, start + (height ?? 0) * (bytesPerLine ?? 0))
  const seen = new Set<number>()
  for (let at = 0; at + 4 <= pixels.length; at += 4) seen.add(pixels.readUInt32LE(at) & 0xffffff)
  return seen.size
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
