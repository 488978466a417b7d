import { access, readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  // Weights of the models that compare faces.
  '.bin': 'application/octet-stream',
}

export interface RendererFile {
  /** Below the renderer's folder, with `/`. */
  path: string
  type: string
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * The files of the built renderer by URL path (`/`, `/assets/…`). Only what a listing of the folder names is ever opened,
 * so no spelling of a path leads out of it; a file of a type not named above, or a link, does not exist.
 */
export function rendererFiles(folder: string): (urlPath: string) => Promise<RendererFile | undefined> {
  let listing: Map<string, string> | undefined
  return async urlPath => {
    const path = urlPath === '/' ? 'index.html' : urlPath.slice(1)
    // Asset names change with every build, and a page load is when that shows.
    if (!listing || path === 'index.html') listing = await list(folder)
    const file = listing.get(path)
    const type = types[extname(path)]
    if (!file || !type) return undefined
    return { path, type, bytes: new Uint8Array(await readFile(file)) }
  }
}

/** Whether `folder` holds a built renderer. */
export function hasRenderer(folder: string): Promise<boolean> {
  return access(join(folder, 'index.html')).then(
    () => true,
    () => false,
  )
}

async function list(folder: string, below = ''): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below ? `${below}/${entry.name}` : entry.name
    if (entry.isDirectory()) for (const [inner, file] of await list(folder, path)) found.set(inner, file)
    else if (entry.isFile()) found.set(path, join(folder, path))
  }
  return found
}
