import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { baudRates } from '../protocol/scanners.ts'

const choiceSchema = z.strictObject({
  serial: z
    .strictObject({
      id: z.string().max(500).optional(),
      baudRate: z.union(baudRates.map(rate => z.literal(rate))).default(9600),
    })
    .prefault({}),
})
/** What this desk chose of its scanners. */
export type ScannerChoice = z.infer<typeof choiceSchema>

/** The choice of the file; a missing or damaged one is none, for a scanner is found without. */
export async function loadScannerChoice(path: string): Promise<ScannerChoice> {
  try {
    return choiceSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return choiceSchema.parse({})
  }
}

/** Whole or not at all. */
export async function saveScannerChoice(path: string, choice: ScannerChoice): Promise<void> {
  // The key of the store lies there too, and refuses a folder that others may read.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(`${path}.new`, JSON.stringify(choice))
  await rename(`${path}.new`, path)
}
