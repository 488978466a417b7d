import type { AppWindow } from './open-app-window.ts'

/** A browser that ends at once again and again is not started in an endless rush: the rest before the next one doubles, ms. */
const restMs = 1_000
const longestRestMs = 30_000
/** A window that was there this long was well, ms. */
const wellMs = 10_000

/**
 * A kiosk's window: whoever closes it, or crashes its browser, has it back. Closes it when it is over.
 * @param again another window, or false where the screen has gone
 * @param over when somebody may leave, or the program is to end
 */
export async function keepOpen({
  first,
  again,
  over,
  waitMs = restMs,
}: {
  readonly first: AppWindow
  again(): Promise<AppWindow | false>
  readonly over: Promise<void>
  readonly waitMs?: number
}): Promise<void> {
  let window: AppWindow | false = first
  let ended = false
  let rest = waitMs
  const end = over.then(() => {
    ended = true
  })
  while (!ended) {
    const openedAt = performance.now()
    if (window) await Promise.race([end, window.closed])
    if (ended) break
    rest = performance.now() - openedAt > wellMs ? waitMs : rest
    await Promise.race([end, new Promise(resolve => setTimeout(resolve, rest))])
    rest = Math.min(longestRestMs, rest * 2)
    if (!ended) window = await again()
  }
  if (window) window.close()
}
