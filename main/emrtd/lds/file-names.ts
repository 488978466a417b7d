import { type ElementaryFileId, elementaryFiles } from './elementary-files.ts'

/**
 * Elementary file that a file name means, under the names that tools give: `EF_SOD.bin`, `EF.SOD`, `ef011D.bin`, `SOD.bin`, `DG1.bin`,
 * `EF_DG01.bin`, `Datagroup1.bin`, `ef0101.bin`. A file id beside application files is that of the application: 011D is EF.SOD.
 */
export function fileIdOfName(name: string): ElementaryFileId | undefined {
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
