import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type LaunchOptions, type Page } from '@playwright/test'
import { cameraFilm, type FilmOptions } from '../fixtures/media/camera-film.ts'
import { toY4m } from '../fixtures/media/film-file.ts'

/** A browser of its own, for a camera can be given to a browser only when it starts. */
export interface CameraBrowser {
  readonly page: Page
  close(): Promise<void>
}

/**
 * A browser whose camera shows `film` over and over; `false` for the green test picture of two cameras, `undefined` for no camera.
 * @param session of a page that has used the counter's one-time address
 */
export async function openCameraBrowser(
  launch: LaunchOptions,
  session: Awaited<ReturnType<BrowserContext['storageState']>>,
  film?: FilmOptions | false,
): Promise<CameraBrowser> {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-film-'))
  const args = [...(launch.args ?? [])]
  if (film !== undefined) args.push('--use-fake-ui-for-media-stream')
  if (film === false) args.push('--use-fake-device-for-media-stream=device-count=2')
  if (film) {
    const file = join(folder, 'film.y4m')
    await writeFilm(film, file)
    args.push('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${file}`)
  }
  const browser = await chromium.launch({ ...launch, args })
  const context = await browser.newContext({
    storageState: session,
    locale: 'vi-VN',
    viewport: { width: 1024, height: 768 },
  })
  return {
    page: await context.newPage(),
    async close() {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function writeFilm(options: FilmOptions, path: string): Promise<void> {
  const file = createWriteStream(path)
  for (const piece of toY4m(cameraFilm(options))) if (!file.write(piece)) await once(file, 'drain')
  file.end()
  await once(file, 'finish')
}
