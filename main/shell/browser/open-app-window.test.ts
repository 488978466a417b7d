import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser } from './find-browser.ts'
import { openAppWindow } from './open-app-window.ts'

const url = 'http://127.0.0.1:1/#token=very-secret'
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chipdesk-window-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A browser that notes its arguments and then does what `then` says. */
async function browser(then: string, name = 'chromium'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, `#!/bin/sh\nprintf '%s\\n' "$@" > '${folder}/arguments'\n${then}\n`)
  await chmod(path, 0o755)
  return path
}
const open = (env: NodeJS.ProcessEnv, kiosk = false) =>
  openAppWindow({ url, profileDir: join(folder, 'profile'), kiosk, env: { DISPLAY: ':0', ...env } })

describe('the app window', () => {
  it('opens with its own profile and keeps the token off the command line', async () => {
    const window = await open({ CHIPDESK_CHROMIUM: await browser('exec sleep 60') })
    if (!window) throw new Error('no window')
    const given = (await readFile(join(folder, 'arguments'), 'utf8')).split('\n')
    expect(given).toContain(`--user-data-dir=${join(folder, 'profile')}`)
    expect(given.join()).not.toContain('very-secret')
    const page = join(folder, 'profile', 'open.html')
    expect(given).toContain(`--app=file://${page}`)
    expect(await readFile(page, 'utf8')).toContain(`location.replace("${url}")`)
    expect((await stat(page)).mode & 0o077).toBe(0)
    expect((await stat(join(folder, 'profile'))).mode & 0o077).toBe(0)
    window.close()
    await window.closed
  })

  it.each([true, false])('fills the screen for a kiosk alone: %s', async kiosk => {
    const window = await open({ CHIPDESK_CHROMIUM: await browser('exec sleep 60') }, kiosk)
    const given = (await readFile(join(folder, 'arguments'), 'utf8')).split('\n')
    expect(given.includes('--kiosk')).toBe(kiosk)
    if (window) window.close()
  })

  it('is taken over by a browser that already runs', async () => {
    expect(await open({ CHIPDESK_CHROMIUM: await browser('exit 0') })).not.toBe(false)
  })

  it.each([
    ['there is no display', { DISPLAY: '', WAYLAND_DISPLAY: '' }, 'exec sleep 60'],
    ['the browser cannot show it', {}, 'exit 1'],
  ])('is not opened where %s', async (_, env, then) => {
    expect(await open({ CHIPDESK_CHROMIUM: await browser(then), ...env })).toBe(false)
  })

  it('is not opened where there is no browser', async () => {
    expect(await open({ PATH: folder })).toBe(false)
    expect(await open({ CHIPDESK_CHROMIUM: join(folder, 'absent') })).toBe(false)
  })

  it('finds a browser on the path, Chrome before Chromium', async () => {
    const chromium = await browser('')
    expect(await findBrowser({ PATH: `/nowhere:${folder}` }, 'linux')).toBe(chromium)
    const chrome = await browser('', 'google-chrome')
    expect(await findBrowser({ PATH: folder }, 'linux')).toBe(chrome)
    await chmod(chrome, 0o644)
    expect(await findBrowser({ PATH: folder }, 'linux')).toBe(chromium)
  })
})
