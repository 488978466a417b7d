import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Page } from '@playwright/test'
import type { PrintedDocument } from '../../protocol/printed-document.ts'
import { withRollLength } from '../../protocol/roll-length.ts'
import { type GreyPicture, readPgm } from './grey-picture.ts'

const run = promisify(execFile)
/** Dots per inch of the kept pictures. */
const resolution = 100
const tools = ['pdftoppm', 'pdfinfo', 'pdftotext']

const chromiumPath = () => process.env.CHIPDESK_CHROMIUM ?? '/usr/bin/chromium'

/** Why nothing can be printed here; undefined where all is there. */
export async function cannotPrint(): Promise<string | undefined> {
  if (!(await isThere(chromiumPath()))) return 'no Chromium here'
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const tool of tools) {
    const found = await Promise.all(folders.map(folder => isThere(join(folder, tool))))
    if (!found.includes(true)) return `no ${tool} here (Debian package poppler-utils)`
  }
  return undefined
}

const isThere = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )

/** What a printed PDF is made of. */
export interface PrintedPdf {
  /** Width and height of each page in millimetres. */
  pages: { widthMm: number; heightMm: number }[]
  /** Reading order, NFC as the PDF has it. */
  text: string
  pictures: GreyPicture[]
  /** Addresses that the page asked for, beyond itself. */
  asked: string[]
}

/** Prints as the shells do, a roll as long as its content. */
export interface Printer {
  print(document: PrintedDocument): Promise<PrintedPdf>
  close(): Promise<void>
}

/** One Chromium and one page for all cases: what they cost most is being opened. */
export async function openPrinter(): Promise<Printer> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox', '--force-color-profile=srgb'],
  })
  const page = await browser.newPage()
  let asked: string[] = []
  await page.route('**/*', route => {
    asked.push(route.request().url())
    return route.abort()
  })
  return {
    async print(document) {
      asked = []
      await page.setContent(document.html)
      // Fonts begin to load when the first layout asks for them.
      await page.evaluate('(document.body.offsetHeight, document.fonts.ready).then(() => undefined)')
      if (document.paper.heightMm === undefined)
        await page.setContent(withRollLength(document, await contentHeight(page)).html)
      const pdf = await page.pdf({ preferCSSPageSize: true })
      return { ...(await takenApart(pdf)), asked }
    },
    close: () => browser.close(),
  }
}

const contentHeight = (page: Page) => page.evaluate<number>('document.body.getBoundingClientRect().height')

async function takenApart(pdf: Uint8Array): Promise<Omit<PrintedPdf, 'asked'>> {
  const folder = await mkdtemp(join(tmpdir(), 'print-'))
  try {
    const file = join(folder, 'print.pdf')
    await writeFile(file, pdf)
    const [info, text] = await Promise.all([
      run('pdfinfo', ['-l', '99', file]),
      run('pdftotext', ['-enc', 'UTF-8', file, '-']),
      run('pdftoppm', ['-gray', '-r', String(resolution), file, join(folder, 'page')]),
    ])
    const names = (await readdir(folder)).filter(name => name.endsWith('.pgm')).sort()
    const pictures = await Promise.all(names.map(async name => readPgm(await readFile(join(folder, name)))))
    return { pages: pageSizes(info.stdout), text: text.stdout, pictures }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const millimetresOfPoint = 25.4 / 72

function pageSizes(info: string): PrintedPdf['pages'] {
  return [...info.matchAll(/^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts/gm)].map(([, width, height]) => ({
    widthMm: Number(width) * millimetresOfPoint,
    heightMm: Number(height) * millimetresOfPoint,
  }))
}
