import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const weights = [400, 700] as const
/** Ranges of the files, as the font's own style sheet has them: Latin with its punctuation, and what Vietnamese adds. */
const subsets = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  vietnamese:
    'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
} as const

/** From the sources the package's own files; in a bundle the copies beside it. */
const folder = import.meta.url.endsWith('.ts')
  ? join(dirname(fileURLToPath(import.meta.url)), '../../node_modules/@fontsource/be-vietnam-pro/files')
  : dirname(fileURLToPath(import.meta.url))

let read: Promise<string> | undefined

/**
 * `@font-face` rules of the fonts of every print-out, each font inside its rule. Read once.
 * @returns CSS for `PrintContext.fonts`; rejects where the product lies there without its fonts
 */
export function readPrintFonts(): Promise<string> {
  read ??= Promise.all(weights.flatMap(weight => subsetNames.map(subset => fontFace(subset, weight)))).then(faces =>
    faces.join('\n'),
  )
  return read
}

const subsetNames = ['latin', 'vietnamese'] as const

async function fontFace(subset: keyof typeof subsets, weight: number): Promise<string> {
  const file = await readFile(join(folder, `be-vietnam-pro-${subset}-${weight}-normal.woff2`))
  return `@font-face { font-family: "Be Vietnam Pro"; font-weight: ${weight}; src: url(data:font/woff2;base64,${file.toString('base64')}) format("woff2"); unicode-range: ${subsets[subset]} }`
}
