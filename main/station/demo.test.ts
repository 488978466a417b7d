import { expect, it } from 'vitest'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { elementaryFile } from '../emrtd/lds/elementary-files.ts'
import { demoPersonas } from './demo.ts'
import { inventedCard } from './invented-card.ts'

const faceOf = (id: string) => {
  const dg2 = inventedCard(id)?.image.files.get(elementaryFile('DG2').fid)
  const parsed = dg2 && parseDg2(dg2)
  if (!parsed?.ok) throw new Error(`no face of ${id}`)
  return parsed.value.face
}

it('offers one card whose portrait is in JPEG 2000, and says which', () => {
  const inJpeg2000 = demoPersonas().filter(
    ({ note, noteEn }) => note.includes('JPEG 2000') && noteEn.includes('JPEG 2000'),
  )
  expect(inJpeg2000.map(({ id }) => id)).toEqual(['anh'])
  expect([faceOf('anh').format, faceOf('mai').format]).toEqual(['jp2', 'jpeg'])
})
