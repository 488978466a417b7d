import { mkdir, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { defaultSeed } from '../../fixtures/country/authority.ts'
import { type CountryPart, countryParts } from '../../fixtures/country/country-files.ts'
import { population } from '../../fixtures/country/population.ts'
import { type FilmScenario, filmScenarios } from '../../fixtures/media/camera-film.ts'
import { writeMedia } from '../../fixtures/media/write-media.ts'
import { chipDeskError } from '../protocol/errors.ts'
import { readArguments, UsageError } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'

/**
 * `chipdesk country`: writes the invented country into a folder: people, cards, keys, certificates, lists; with
 * `--media` pictures, with `--films` what a camera sees.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      seed: { type: 'string', default: defaultSeed },
      only: { type: 'string' },
      media: { type: 'boolean', default: false },
      films: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  const [folder] = positionals
  if (folder === undefined) throw new UsageError('name the folder to write it into')
  const start = performance.now()
  const only = values.only?.replace(/\/+$/, '')
  const all = countryParts(values.seed)
  const parts = all.filter(part => only === undefined || part.folder === only || part.folder.startsWith(`${only}/`))
  if (parts.length === 0) {
    const groups = [...new Set(all.map(part => part.folder.replace(/\/.*/, '')))].filter(name => name !== '.')
    throw new UsageError(`no part ${values.only}; there are ${groups.join(', ')}, and each in them, as in cards/mai`)
  }
  const written: Written[] = []
  try {
    for (const part of parts) written.push(await write(folder, part))
    const films = values.films ? (Object.keys(filmScenarios) as FilmScenario[]) : []
    if (values.media || values.films) written.push(...(await writePictures(folder, parts, films, values.seed)))
  } catch (error) {
    const cause = `cannot write into ${folder}: ${(error as Error).message}`
    return notDone(chipDeskError('ConfigInvalid', { cause }), values.json)
  }
  const totalMs = Math.round(performance.now() - start)
  if (values.json) printJson({ folder, seed: values.seed, totalMs, parts: written })
  else print(folder, written, totalMs)
  return exitCodes.done
}

interface Written {
  readonly folder: string
  readonly files: number
  readonly bytes: number
  /** Of making it; of pictures with writing. */
  readonly ms: number
}

async function write(root: string, { folder, files }: CountryPart): Promise<Written> {
  const start = performance.now()
  const made = [...files()]
  const ms = Math.round(performance.now() - start)
  for (const [name, content] of made) {
    const path = join(root, folder, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
  return { folder, files: made.length, bytes: made.reduce((sum, [, { length }]) => sum + length, 0), ms }
}

/** What can be seen of everybody whose card is among the parts. */
async function writePictures(
  root: string,
  parts: readonly CountryPart[],
  films: readonly FilmScenario[],
  seed: string,
): Promise<Written[]> {
  const written: Written[] = []
  for (const person of population(seed)) {
    if (!parts.some(part => part.folder === `cards/${person.id}`)) continue
    const start = performance.now()
    const folder = `media/${person.id}`
    const names = await writeMedia(join(root, folder), person, { films, seed })
    const sizes = await Promise.all(names.map(async name => (await stat(join(root, folder, name))).size))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    written.push({ folder, files: names.length, bytes, ms: Math.round(performance.now() - start) })
  }
  return written
}

function print(folder: string, written: readonly Written[], totalMs: number) {
  for (const { folder: name, files, bytes, ms } of written)
    console.log(
      `${name.padEnd(34)}${String(files).padStart(4)} files ${String(bytes).padStart(8)} bytes ${String(ms).padStart(5)} ms`,
    )
  const slowest = Math.max(...written.filter(part => part.folder.startsWith('cards/')).map(({ ms }) => ms), 0)
  console.log(
    `\n${folder}: ${written.length} parts in ${totalMs} ms; the slowest card ${slowest} ms. All of it is invented.`,
  )
}
