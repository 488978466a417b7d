import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { stationPaths } from '../main/station/paths.ts'

/** A folder where nobody has used ChipDesk yet. */
export const emptyHome = () => mkdtempSync(join(tmpdir(), 'chipdesk-e2e-'))

/** A folder of a desk that was set up, as whoever installs desks leaves it: no newcomer is led through it. */
export function freshHome(): string {
  const home = emptyHome()
  markHome(home)
  return home
}

/** Lays the marks of a desk that was set up. */
export function markHome(home: string): void {
  for (const demo of [true, false]) {
    const { setUp } = stationPaths(demo, { CHIPDESK_HOME: home })
    mkdirSync(dirname(setUp), { recursive: true, mode: 0o700 })
    writeFileSync(setUp, '')
  }
}

export const removeHome = (home: string) => rmSync(home, { recursive: true, force: true })
