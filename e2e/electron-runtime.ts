import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { findElectron } from '../main/shell/find-electron.ts'

const root = join(import.meta.dirname, '..')

const unpackedTo = join(root, 'build', 'electron-runtime')
const none = 'no Electron binary: node node_modules/electron/install.js'

/** An Electron for the tests: the one of `findElectron`, else the one that `unpackRuntime` has left; or why there is none. */
export function electronRuntime(): { binary: string } | { reason: string } {
  const binary = findElectron(root)
  if (binary) return { binary }
  const unpacked = join(unpackedTo, 'electron')
  return existsSync(unpacked) ? { binary: unpacked } : { reason: none }
}

/**
 * Where CI or `CHIPDESK_TEST_ELECTRON=1` asks for it and the reference material lies beside the project, a runtime is unpacked into
 * `build/electron-runtime`.
 */
export function unpackRuntime(): { binary: string } | { reason: string } {
  if (process.platform !== 'linux') return { reason: none }
  const tool = join(root, '..', 'shared', 'tools', 'electron-runtime.sh')
  if (process.env.CI !== 'true' && process.env.CHIPDESK_TEST_ELECTRON !== '1')
    return { reason: `${none}, or CHIPDESK_TEST_ELECTRON=1` }
  if (!existsSync(tool)) return { reason: 'no Electron binary, and no ../shared to take one from' }
  const done = spawnSync('bash', [tool, unpackedTo], { encoding: 'utf8', timeout: 180_000 })
  const runtime = electronRuntime()
  return 'binary' in runtime ? runtime : { reason: `no Electron binary: ${done.stderr.slice(-200)}` }
}

const said = new Set<string>()

/** Skips the test, and says why where the list of tests does not: once a reason. */
export function skipAloud(reason: string): void {
  if (!said.has(reason)) process.stderr.write(`skipped: ${reason}\n`)
  said.add(reason)
  test.skip(true, reason)
}
