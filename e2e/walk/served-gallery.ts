import { readFileSync } from 'node:fs'
import { extname, join, normalize } from 'node:path'
import type { Page } from '@playwright/test'

const built = join(import.meta.dirname, '..', '..', 'build', 'gallery')
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** Where the gallery is, for pages that it is served to. */
export const galleryAddress = 'http://gallery.test/gallery.html'

/** Gives the built gallery to a page, without a server. */
export async function serveGallery(page: Page): Promise<void> {
  await page.route('http://gallery.test/**', route => {
    const path = join(built, normalize(new URL(route.request().url()).pathname))
    return route.fulfill({ contentType: types[extname(path)] ?? 'application/octet-stream', body: readFileSync(path) })
  })
}
