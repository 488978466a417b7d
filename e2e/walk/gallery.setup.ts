import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'

const root = join(import.meta.dirname, '..', '..')

test('the gallery is built', () => {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = join('renderer', 'gallery', 'vite.config.ts')
  const args = [vite, 'build', 'renderer', '--config', config, '--logLevel', 'warn']
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  // What an earlier walk has left shows screens that may be no more.
  rmSync(join(root, 'build', 'walk'), { recursive: true, force: true })
})
