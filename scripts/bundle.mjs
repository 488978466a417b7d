// Bundles what runs inside Electron, or as its station, to CommonJS below build/. Node 20 and later; needs npm packages.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Entry, output, and what stays outside: Electron itself and the native modules, which are loaded where they lie. */
const bundles = [
  { entry: 'main/shell/electron/main.ts', output: 'build/electron/main.cjs' },
  { entry: 'main/shell/electron/preload.ts', output: 'build/electron/preload.cjs' },
  { entry: 'main/shell/electron/citizen-preload.ts', output: 'build/electron/citizen-preload.cjs' },
  // With the desks that it knows, the fonts of its print-outs, and the OpenJPEG that writes: the demo draws the faces of its people when their
  // cards are made.
  {
    entry: 'main/station/process.ts',
    output: 'build/station/station.cjs',
    beside: [
      'main/desks/definitions/',
      ...['latin-400', 'latin-700', 'vietnamese-400', 'vietnamese-700'].map(
        font => `node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-${font}-normal.woff2`,
      ),
      'node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm.wasm',
    ],
  },
  // Threads of the station: the PC/SC library, those that write the store and an export of it, and the demo's virtual card.
  { entry: 'native/pcsc/service-thread.ts', output: 'build/station/service-thread.cjs' },
  { entry: 'main/store/writer/writer-thread.ts', output: 'build/station/writer-thread.cjs' },
  { entry: 'main/station/audit-thread.ts', output: 'build/station/audit-thread.cjs' },
  { entry: 'main/store/rescue/examine-thread.ts', output: 'build/station/examine-thread.cjs' },
  { entry: 'main/store/export/export-thread.ts', output: 'build/station/export-thread.cjs' },
  { entry: 'fixtures/chip/card-thread.ts', output: 'build/station/card-thread.cjs' },
  // The one that decodes JPEG 2000, and OpenJPEG's code, which the station compiles for it.
  {
    entry: 'main/pictures/jpeg2000-thread.ts',
    output: 'build/station/jpeg2000-thread.cjs',
    beside: ['node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm'],
  },
]
const external = ['electron', 'better-sqlite3', 'smartcard', 'node-hid', '@serialport/bindings-cpp']

/**
 * Writes every bundle that is older than one of its sources.
 * @param root folder of the project
 * @param wanted those of the product, or others of the same shape
 * @returns the outputs written
 */
export async function bundle(root, wanted = bundles) {
  const stale = wanted.filter(built => existsSync(join(root, built.entry)) && !upToDate(root, built))
  if (stale.length === 0) return []
  const esbuild = await import('esbuild')
  for (const { entry, output, beside = [] } of stale) {
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: [entry],
      outfile: output,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // The Node inside the oldest Electron that the shell runs on, and the one of the station.
      target: 'node18',
      external,
      metafile: true,
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'warning',
      define: {
        'import.meta.url': 'importMetaUrl',
        'import.meta.dirname': '__dirname',
        'import.meta.filename': '__filename',
      },
      // A preload script in the sandbox has no node: modules, and needs no address.
      ...(entry.endsWith('preload.ts')
        ? {}
        : { banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" } }),
    })
    mkdirSync(dirname(inputsFile(root, output)), { recursive: true })
    const inputs = Object.keys(metafile.inputs)
    for (const file of beside) inputs.push(...copied(root, file, copyOf(file, output)))
    writeFileSync(inputsFile(root, output), JSON.stringify(inputs))
  }
  return stale.map(({ output }) => output)
}

const inputsFile = (root, output) => join(root, 'build', 'stamps', `${output.replaceAll('/', '-')}.json`)

/** Where a file or folder that a bundle reads at run time is put. */
const copyOf = (beside, output) => join(dirname(output), basename(beside))

/**
 * Copies a file, or a folder of files (its name ends in `/`) whose copy then holds no others.
 * @returns what it was made of; the folder too, so that a file that goes or comes is seen
 */
function copied(root, from, to) {
  if (!from.endsWith('/')) {
    copyFileSync(join(root, from), join(root, to))
    return [from]
  }
  rmSync(join(root, to), { recursive: true, force: true })
  mkdirSync(join(root, to), { recursive: true })
  const names = readdirSync(join(root, from))
  for (const name of names) copyFileSync(join(root, from, name), join(root, to, name))
  return [from, ...names.map(name => join(from, name))]
}

function upToDate(root, { output, beside = [] }) {
  const stamp = inputsFile(root, output)
  const built = modified(join(root, output))
  if (built === undefined || !existsSync(stamp)) return false
  if (beside.some(file => !existsSync(join(root, copyOf(file, output))))) return false
  const inputs = [...JSON.parse(readFileSync(stamp, 'utf8')), 'scripts/bundle.mjs']
  return inputs.every(input => (modified(join(root, input)) ?? Number.POSITIVE_INFINITY) < built)
}

const modified = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  const start = performance.now()
  const written = await bundle(root)
  process.stderr.write(
    `bundled: ${written.join(', ') || 'nothing to do'} (${Math.round(performance.now() - start)} ms)\n`,
  )
}
