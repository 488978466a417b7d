import { cellText } from './export-writing.ts'

/** Text of an XML 1.0 document. */
export const xml = (text: string): string => cellText(text).replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

/** ECMA-376 part 1 §22.9.2.19: `_x0041_` would be read as a character; and a cell holds no more than 32,767 (§18 annex, Excel's own limit). */
const stringText = (text: string): string => {
  const escaped = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return xml(escaped.length > 32_767 ? `${escaped.slice(0, 32_766)}…`.toWellFormed() : escaped)
}

/** A row of text cells: numbers too, so that none loses its leading zeros and none is a formula. */
export const sheetRow = (cells: readonly string[], style: 0 | 1 = 0): string =>
  `<row>${cells
    .map(text => `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${stringText(text)}</t></is></c>`)
    .join('')}</row>`

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export const sheetBegin = `${head}<worksheet xmlns="${main}"><sheetData>`
export const sheetEnd = '</sheetData></worksheet>'

/** Everything of the workbook but its sheets, which are `xl/worksheets/sheet1.xml` and so on. */
export function workbookParts(
  sheets: number,
  about: { id: string; by: string; at: string; text: string },
): [string, string][] {
  const all = Array.from({ length: sheets }, (_, index) => index + 1)
  const core = `${packages}/metadata/core-properties`
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${all
        .map(n => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`)
        .join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${packages}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${all
        .map(n => `<sheet name="ChipDesk ${n}" sheetId="${n}" r:id="rId${n}"/>`)
        .join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${all
        .map(n => `<Relationship Id="rId${n}" Type="${office}/worksheet" Target="worksheets/sheet${n}.xml"/>`)
        .join('')}<Relationship Id="rId0" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      // Number format 49 is "text": a number that is touched stays what it was.
      `${head}<styleSheet xmlns="${main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`,
    ],
    [
      'docProps/core.xml',
      `${head}<cp:coreProperties xmlns:cp="${core}" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>ChipDesk export ${xml(about.id)}</dc:title><dc:creator>${xml(about.by)}</dc:creator><dc:description>${xml(about.text)}</dc:description><dcterms:created xsi:type="dcterms:W3CDTF">${xml(about.at)}</dcterms:created></cp:coreProperties>`,
    ],
  ]
}
