import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export const socatMissing = spawnSync('socat', ['-V']).error ? 'socat is not installed' : undefined

/** A cable between two pseudo-terminals, for tests: the scanner writes at one end, ChipDesk reads at the other. */
export interface SerialCable {
  /** ChipDesk's end. */
  readonly path: string
  send(...parts: (string | Uint8Array)[]): Promise<void>
  unplug(): Promise<void>
  plugIn(): Promise<void>
}

export async function plugSerialCable(folder: string): Promise<SerialCable> {
  const path = join(folder, 'desk')
  const far = join(folder, 'scanner')
  let socat: ChildProcess | undefined

  const plugIn = async () => {
    const end = (link: string) => `pty,raw,echo=0,link=${link}`
    socat = spawn('socat', [end(path), end(far)], { stdio: 'ignore' })
    while (!existsSync(path) || !existsSync(far)) await pause(5)
  }
  const unplug = async () => {
    const plugged = socat
    if (!plugged) return
    socat = undefined
    const exited = new Promise(resolve => plugged.once('exit', resolve))
    plugged.kill('SIGKILL')
    await exited
    // A cable that is pulled takes its device node with it.
    for (const link of [path, far]) rmSync(link, { force: true })
  }
  const send = async (...parts: (string | Uint8Array)[]) => {
    const wire = await open(far, 'r+')
    for (const part of parts) {
      await wire.write(typeof part === 'string' ? Buffer.from(part) : part)
      if (parts.length > 1) await pause(2)
    }
    await wire.close()
  }
  await plugIn()
  return { path, send, unplug, plugIn }
}
