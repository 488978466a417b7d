import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { elementaryFiles } from '../emrtd/lds/elementary-files.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'

/** No elementary file of a card is larger. */
const largest = 256 * 1024

/**
 * Elementary file that a file name means, under the names that tools give: `EF_SOD.bin`, `EF.SOD`, `ef011D.bin`, `SOD.bin`, `DG1.bin`,
 * `EF_DG01.bin`, `Datagroup1.bin`, `ef0101.bin`. A file id beside application files is that of the application: 011D is EF.SOD.
 */
export function fileIdOfName(name: string): FileId | undefined {
  const stem = name.replace(/\.(bin|dat|der|dump|ef|efd|raw)$/i, '')
  const bare = stem.replace(/^ef[._ -]?/i, '').toLowerCase()
  const group = /^(?:dg|datagroup)[._ -]?0?([1-9]|1[0-6])$/.exec(bare)?.[1]
  if (group) return elementaryFiles.find(file => file.id === `DG${group}`)?.id
  if (/^01[0-9a-f]{2}$/.test(bare)) {
    const fid = Number.parseInt(bare, 16)
    return elementaryFiles.find(file => file.fid === fid && file.id !== 'CardSecurity')?.id
  }
  return elementaryFiles.find(file => file.id.toLowerCase() === bare)?.id
}

/**
 * Reads a folder of elementary files as if a card had given them. What only a card can show, access and chip authenticity, is then
 * absent. Files with other names are passed over. `DataMalformed`: no elementary file, two for the same, or one too large.
 */
export async function readEvidenceFolder(folder: string): Promise<Result<CardRead, ChipDeskError>> {
  const refuse = (cause: string) => fail(chipDeskError('DataMalformed', { cause }))
  const files = new Map<FileId, Uint8Array>()
  try {
    for (const name of (await readdir(folder)).sort()) {
      const id = fileIdOfName(name)
      const path = join(folder, name)
      if (!id || !(await stat(path)).isFile()) continue
      if (files.has(id)) return refuse(`two files for ${id}`)
      if ((await stat(path)).size > largest) return refuse(`${name} is larger than any elementary file`)
      files.set(id, new Uint8Array(await readFile(path)))
    }
  } catch (error) {
    return refuse(error instanceof Error && 'code' in error ? String(error.code) : 'folder cannot be read')
  }
  if (files.size === 0) return refuse('no elementary file in the folder')
  return ok({
    at: new Date().toISOString(),
    access: { protocol: 'none', attempts: [] },
    files,
    notRead: [],
    timings: {},
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
  })
}
