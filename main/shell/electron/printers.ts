import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Printers, printersSchema } from '../../protocol/printers.ts'

/** Wider than any roll, narrower than any sheet. */
const widestRollMm = 100

/**
 * `printers.json` of a desk, e.g. `{ "roll": "POS-80" }`.
 * @param home folder of the station's configuration
 * @returns none where there is no such file; undefined where it is not understood
 */
export async function readPrinters(home: string): Promise<Printers | undefined> {
  const text = await readFile(join(home, 'printers.json'), 'utf8').catch(() => undefined)
  if (text === undefined) return {}
  try {
    return printersSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export const printerFor = ({ widthMm }: { widthMm: number }, { roll, sheet }: Printers): string | undefined =>
  widthMm < widestRollMm ? roll : sheet
