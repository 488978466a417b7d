import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { printerFor, readPrinters } from './printers.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'printers-'))
})
afterEach(() => rm(home, { recursive: true }))

const written = async (text: string) => {
  await writeFile(join(home, 'printers.json'), text)
  return readPrinters(home)
}

describe('the printers of a desk', () => {
  it('are asked for where no file names them', async () => {
    expect(await readPrinters(home)).toEqual({})
    expect(printerFor({ widthMm: 80 }, {})).toBe(undefined)
  })

  it('are those of the file, by the width of the paper', async () => {
    const printers = await written('{ "roll": "POS-80", "sheet": "Laser" }')
    expect(printers).toEqual({ roll: 'POS-80', sheet: 'Laser' })
    expect([58, 80, 148, 210].map(widthMm => printerFor({ widthMm }, printers ?? {}))).toEqual([
      'POS-80',
      'POS-80',
      'Laser',
      'Laser',
    ])
  })

  it.each(['', '{', '[]', '{"roll": ""}', '{"roll": 1}', '{"role": "POS-80"}'])(
    'are not understood: %s',
    async text => {
      expect(await written(text)).toBe(undefined)
    },
  )
})
