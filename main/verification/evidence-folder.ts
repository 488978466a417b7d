import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileIdOfName } from '../emrtd/lds/file-names.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { CardRead, FileId } from '../reading/card-read.ts'

/** No elementary file of a card is larger. */
const largest = 256 * 1024

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
