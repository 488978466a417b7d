import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findBrowser, hasDisplay } from './find-browser.ts'

export interface AppWindow {
  /** Resolves when the browser has ended. */
  closed: Promise<void>
  close(): void
}

/** A browser that cannot show a window ends within this time. */
const settleMs = 1_500

/**
 * Opens Chromium, Chrome or Edge as a window of its own, without tabs or address bar, in its own profile.
 * @param url one-time URL of the browser shell
 * @param profileDir folder of the profile, made if missing, readable by this user only
 * @returns false where there is no display or no such browser, or where it ends at once: then print the URL
 */
export async function openAppWindow(options: {
  url: string
  profileDir: string
  kiosk?: boolean
  env?: NodeJS.ProcessEnv
}): Promise<AppWindow | false> {
  const env = options.env ?? process.env
  const browser = hasDisplay(env) ? await findBrowser(env) : undefined
  if (!browser) return false
  const profile = reachableProfile(browser, options.profileDir)
  await mkdir(profile, { recursive: true, mode: 0o700 })
  const start = await startPage(profile, options.url)
  const child = spawn(browser, [...browserArguments(profile, options.kiosk ?? false), `--app=${start}`], {
    stdio: 'ignore',
    env,
  })
  const ended = new Promise<number | null>(resolve => {
    child.once('error', () => resolve(-1))
    child.once('exit', resolve)
  })
  const settled = new Promise<undefined>(resolve => setTimeout(resolve, settleMs, undefined).unref())
  const early = await Promise.race([ended, settled])
  // Status 0 so early: a browser of this profile already runs and has taken the window over.
  if (early !== undefined && early !== 0) return false
  return { closed: ended.then(() => {}), close: () => void child.kill() }
}

/**
 * A local page that leads to `url`: the command line of a process is readable by every user of the machine, so a
 * one-time token has no place in it.
 */
async function startPage(profile: string, url: string): Promise<string> {
  const page = join(profile, 'open.html')
  const target = JSON.stringify(url).replaceAll('<', '\\u003c')
  await writeFile(page, `<!doctype html><meta charset="utf-8"><script>location.replace(${target})</script>\n`, {
    mode: 0o600,
  })
  return pathToFileURL(page).href
}

/** Chromium from a snap sees neither hidden folders of the home nor anything outside it, except its own. */
function reachableProfile(browser: string, wanted: string): string {
  const snap = basename(browser).startsWith('chromium') && existsSync('/snap/bin/chromium')
  return snap ? join(homedir(), 'snap', 'chromium', 'common', 'chipdesk') : wanted
}

function browserArguments(profile: string, kiosk: boolean): string[] {
  return [
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    '--disable-features=Translate',
    '--hide-crash-restore-bubble',
    // The profile keeps no passwords, so no key ring is asked for.
    '--password-store=basic',
    '--window-size=1280,800',
    // Without a window manager, as many a kiosk is, the window stays where it is put.
    ...(kiosk ? ['--kiosk', '--window-position=0,0'] : []),
    // Chromium does not start as root with its sandbox; the second flag spares the warning bar across the screen.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  ]
}
