import { describe, expect, it } from 'vitest'
import { pictureFailures } from '../../../main/pictures/picture.ts'
import type { Report } from '../../../main/protocol/report.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { faceWords, readFace } from './face-words.ts'

const report = (verdict: Report['verdict'], checks: Report['checks'] = []) => ({ verdict, checks }) as unknown as Report
const png = 'data:image/png;base64,AQID'

describe('the face of a result', () => {
  it('is an image where the station gives one', () => {
    expect(readFace(png)).toEqual({ image: png })
    expect(readFace(undefined)).toEqual({})
  })

  it.each([
    ['Vietnamese', vi],
    ['English', en],
  ])('that cannot be shown says why, in %s', (_, dictionary) => {
    const texts = pictureFailures.map(error => {
      const face = readFace(`data:,${error}`)
      expect(face).toEqual({ missing: error })
      const { caption, alarm } = faceWords(report('authentic'), face, dictionary)
      expect(alarm).toBe(true)
      return caption
    })
    expect(new Set(texts).size).toBe(pictureFailures.length)
    expect(Object.keys(dictionary.result.noPicture).toSorted()).toEqual(pictureFailures.toSorted())
    const coming = faceWords(report('authentic'), readFace('data:,pending'), dictionary)
    expect(coming).toEqual({ caption: dictionary.result.facePending, alarm: false })
  })

  it('that the station names in words not known here is still said to be missing', () => {
    expect(faceWords(report('authentic'), { missing: 'toString' }, vi).caption).toBe(vi.result.noPicture.unreadable)
    expect(faceWords(report('authentic'), { missing: 'other' }, vi).caption).toBe(vi.result.noPicture.unreadable)
  })

  it.each([
    ['authentic', vi.result.compareFace, false],
    ['refused', vi.result.face, false],
    ['cloned', vi.result.faceUnproven, true],
    ['incomplete', vi.result.faceUnproven, true],
  ] as const)('of a card that is %s is named so', (verdict, caption, alarm) => {
    expect(faceWords(report(verdict), { image: png }, vi)).toEqual({ caption, alarm })
  })
})
