import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { withMemoryLimit } from './wasm-memory-limit.ts'

/** Pages of 64 KiB: enough for 3000 by 4000 pixels of three components at a quarter of their resolution, and far more for any face. */
const mostPages = (256 * 1024) / 64

/** Beside the bundle, where scripts/bundle.mjs copies it, or in its package. */
const file = () =>
  import.meta.url.endsWith('.ts')
    ? createRequire(import.meta.url).resolve('@cornerstonejs/codec-openjpeg/decodewasm')
    : new URL('./openjpegwasm_decode.wasm', import.meta.url)

let compiled: Promise<WebAssembly.Module> | undefined

/**
 * OpenJPEG, compiled once in this process: threads share the code, and what the engine has optimised for one picture is fast for the
 * next one. Its memory ends at 256 MiB. Rejects where the file is missing or is not the one we know.
 */
export function openJpegModule(): Promise<WebAssembly.Module> {
  compiled ??= readFile(file()).then(bytes => WebAssembly.compile(withMemoryLimit(bytes, mostPages)))
  return compiled
}
