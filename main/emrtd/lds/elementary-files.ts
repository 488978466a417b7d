/** Elementary files of an eMRTD by their names in 9303-10: file id, short file id, and outer tag of the content. */
export const elementaryFiles = [
  // In the master file; the content is a bare SET and a CMS ContentInfo (9303-11 §9.2, TR-03110-3 A.1.2).
  { id: 'CardAccess', fid: 0x011c, sfi: 0x1c, tag: 0x31 },
  { id: 'CardSecurity', fid: 0x011d, sfi: 0x1d, tag: 0x30 },
  // In the eMRTD application (9303-10 §3.11.4, §4.6).
  { id: 'COM', fid: 0x011e, sfi: 0x1e, tag: 0x60 },
  { id: 'SOD', fid: 0x011d, sfi: 0x1d, tag: 0x77 },
  { id: 'DG1', fid: 0x0101, sfi: 0x01, tag: 0x61 },
  { id: 'DG2', fid: 0x0102, sfi: 0x02, tag: 0x75 },
  { id: 'DG3', fid: 0x0103, sfi: 0x03, tag: 0x63 },
  { id: 'DG4', fid: 0x0104, sfi: 0x04, tag: 0x76 },
  { id: 'DG5', fid: 0x0105, sfi: 0x05, tag: 0x65 },
  { id: 'DG6', fid: 0x0106, sfi: 0x06, tag: 0x66 },
  { id: 'DG7', fid: 0x0107, sfi: 0x07, tag: 0x67 },
  { id: 'DG8', fid: 0x0108, sfi: 0x08, tag: 0x68 },
  { id: 'DG9', fid: 0x0109, sfi: 0x09, tag: 0x69 },
  { id: 'DG10', fid: 0x010a, sfi: 0x0a, tag: 0x6a },
  { id: 'DG11', fid: 0x010b, sfi: 0x0b, tag: 0x6b },
  { id: 'DG12', fid: 0x010c, sfi: 0x0c, tag: 0x6c },
  { id: 'DG13', fid: 0x010d, sfi: 0x0d, tag: 0x6d },
  { id: 'DG14', fid: 0x010e, sfi: 0x0e, tag: 0x6e },
  { id: 'DG15', fid: 0x010f, sfi: 0x0f, tag: 0x6f },
  { id: 'DG16', fid: 0x0110, sfi: 0x10, tag: 0x70 },
] as const

/**
 * Files whose content is data objects side by side, or records, without one object around them. They say how to speak to the card,
 * not who holds it, and are no evidence: 9303-10 §3.11.1 and §3.11.2 (master file), 9303-11 §7.1.3 and TR-03110-3 A.1.2 (application).
 */
export const unframedFiles = [
  { id: 'DIR', directory: 'MF', fid: 0x2f00, sfi: 0x1e },
  { id: 'ATR/INFO', directory: 'MF', fid: 0x2f01, sfi: 0x01 },
  // By default; TerminalAuthenticationInfo in EF.DG14 may name another place.
  { id: 'CVCA', directory: 'application', fid: 0x011c, sfi: 0x1c },
] as const

export type UnframedFileId = (typeof unframedFiles)[number]['id']

/** The directory that a file is in: the master file's are read before the application is selected. */
export const directoryOf = (id: ElementaryFileId): 'MF' | 'application' =>
  id === 'CardAccess' || id === 'CardSecurity' ? 'MF' : 'application'

/** The row of a file without a frame. */
export function unframedFile(id: UnframedFileId): (typeof unframedFiles)[number] {
  const file = unframedFiles.find(each => each.id === id)
  if (!file) throw new Error(`no such elementary file: ${id}`)
  return file
}

export type ElementaryFile = (typeof elementaryFiles)[number]
export type ElementaryFileId = ElementaryFile['id']
/** `DG1` … `DG16`. */
export type DataGroupId = Extract<ElementaryFileId, `DG${number}`>

const byId = new Map<string, ElementaryFile>(elementaryFiles.map(file => [file.id, file]))

/** The row of a file. */
export function elementaryFile(id: ElementaryFileId): ElementaryFile {
  const file = byId.get(id)
  if (!file) throw new Error(`no such elementary file: ${id}`)
  return file
}

/** The file whose content begins with `tag` inside the eMRTD application, or undefined (9303-10 table 34). */
export const fileByTag = (tag: number): ElementaryFile | undefined =>
  elementaryFiles.find(file => file.tag === tag && directoryOf(file.id) === 'application')

/** `DGn` for n = 1…16, else undefined. */
export function dataGroupId(number: number): DataGroupId | undefined {
  const file = byId.get(`DG${number}`)
  return file && isDataGroup(file.id) ? file.id : undefined
}

/** The n of `DGn`. */
export const dataGroupNumber = (id: DataGroupId): number => Number(id.slice(2))

export const isDataGroup = (id: ElementaryFileId): id is DataGroupId => id.startsWith('DG')
