import { type ChildProcess, spawn } from 'node:child_process'
import type { SavingStation } from './saving-station.ts'

/** When a station is killed. */
export interface Kill {
  readonly moment: 'starting' | 'saving' | 'closing'
  /** After it was started, after its first acknowledgement, or after it was told to close. */
  readonly afterMs: number
}

/** A kill at any time of a station's life; most of them while it saves. */
export function drawKill(lot: () => number): Kill {
  const place = lot()
  if (place < 0.1) return { moment: 'starting', afterMs: lot() * 250 }
  if (place < 0.25) return { moment: 'closing', afterMs: lot() * 15 }
  return { moment: 'saving', afterMs: lot() * 120 }
}

/**
 * Starts a saving station and kills it.
 * @returns what it acknowledged
 * @throws when it ends by itself before: with what it said
 */
export function killedStation(program: string, told: SavingStation, kill: Kill): Promise<string[]> {
  const { child, ended } = startStation(program, told)
  const killIn = (milliseconds: number) => setTimeout(() => child.kill('SIGKILL'), milliseconds)
  let isPlanned = kill.moment === 'starting'
  if (isPlanned) killIn(kill.afterMs)
  child.stdout?.on('data', text => {
    const begun = !isPlanned && String(text).includes('saved ')
    if (!begun) return
    isPlanned = true
    if (kill.moment === 'closing') child.kill('SIGTERM')
    killIn(kill.afterMs)
  })
  return ended
}

/** Lets a station send what waits, until nothing does. */
export async function sendRest(program: string, told: SavingStation): Promise<void> {
  await startStation(program, { ...told, onlySend: true }).ended
}

function startStation(program: string, told: SavingStation): { child: ChildProcess; ended: Promise<string[]> } {
  const child = spawn(process.execPath, [program, JSON.stringify(told)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, problem] = ['', '']
  child.stdout.on('data', text => {
    out += text
  })
  child.stderr.on('data', text => {
    problem += text
  })
  const ended = new Promise<string[]>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      // A line that was cut by the kill was never told to anybody.
      if (signal === 'SIGKILL' || code === 0) resolve(out.split('\n').slice(0, -1))
      else reject(new Error(`ended with ${code}: ${problem}`))
    })
  })
  return { child, ended }
}
