import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPrintFonts } from './fonts.ts'
import { comparePictures } from './golden/compare-pictures.ts'
import { goldenCases } from './golden/golden-cases.ts'
import { type GreyPicture, readPng, writePng } from './golden/grey-picture.ts'
import { cannotPrint, openPrinter, type Printer } from './golden/printed-pdf.ts'

const pictures = join(import.meta.dirname, 'golden', 'pictures')
const differences = join(import.meta.dirname, '../../build/print-differences')
const renew = process.env.CHIPDESK_GOLDENS === 'renew'

const cases = goldenCases(await readPrintFonts())
const reason = await cannotPrint()
let printer: Printer | undefined
beforeAll(async () => {
  if (!reason) printer = await openPrinter()
})
afterAll(() => printer?.close())

describe('print-outs on paper', () => {
  it.for(cases)('$name', async ({ name, document, says, neverSays }, { skip }) => {
    if (!printer) return skip(reason)
    const pdf = await printer.print(document)

    if (renew) await removePictures(name)
    expect(pdf.asked, 'asks nobody for anything').toEqual([])
    for (const page of pdf.pages) {
      expect(page.widthMm).toBeCloseTo(document.paper.widthMm, 0)
      if (document.paper.heightMm !== undefined) expect(page.heightMm).toBeCloseTo(document.paper.heightMm, 0)
    }
    if (document.paper.heightMm === undefined) expect(pdf.pages).toHaveLength(1)
    expect(pdf.text).toBe(pdf.text.normalize('NFC'))
    const text = wordsOf(pdf.text)
    expect(
      says.filter(words => !text.includes(wordsOf(words))),
      'what it should say',
    ).toEqual([])
    expect(
      neverSays.filter(words => text.includes(wordsOf(words))),
      'what it may not say',
    ).toEqual([])
    for (const [i, picture] of pdf.pictures.entries()) await hold(i === 0 ? name : `${name}-${i + 1}`, picture)
    expect(existsSync(join(pictures, `${name}-${pdf.pictures.length + 1}.png`)), 'a page less').toBe(false)
  })
})

/** Lines may break anywhere between words, and long words anywhere at all. */
const wordsOf = (text: string) => text.replace(/\s+/g, '')

/** A case may have become shorter. */
async function removePictures(name: string): Promise<void> {
  const files = (await readdir(pictures)).filter(file => file === `${name}.png` || isFurtherPage(file, name))
  await Promise.all(files.map(file => rm(join(pictures, file))))
}

const isFurtherPage = (file: string, name: string) =>
  file.startsWith(`${name}-`) && /^[0-9]+\.png$/.test(file.slice(name.length + 1))

async function hold(name: string, picture: GreyPicture): Promise<void> {
  const file = join(pictures, `${name}.png`)
  if (renew) return await writeFile(file, writePng(picture))
  expect(existsSync(file), `no picture of ${name} is kept: renew them`).toBe(true)
  const compared = comparePictures(readPng(await readFile(file)), readPng(writePng(picture)))
  const written = join(differences, `${name}.png`)
  if (compared.same) return await rm(written, { force: true })
  await mkdir(differences, { recursive: true })
  await writeFile(written, writePng(compared.difference))
  expect.fail(`${name}: ${compared.says}; see build/print-differences/${name}.png`)
}
