import { describe, expect, it } from 'vitest'
import { pictureFailures } from '../../../main/protocol/face.ts'
import type { Report } from '../../../main/protocol/report.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { faceWords } from './face-words.ts'

const report = (verdict: Report['verdict'], checks: Report['checks'] = []) => ({ verdict, checks }) as unknown as Report
const png = 'data:image/png;base64,AQID'

describe('the face of a result', () => {
  it.each([
    ['Vietnamese', vi],
    ['English', en],
  ])('that cannot be shown says why, in %s', (_, dictionary) => {
    const texts = pictureFailures.map(missing => {
      const { caption, alarm } = faceWords(report('authentic'), { missing }, dictionary)
      expect(alarm).toBe(true)
      return caption
    })
    expect(new Set(texts).size).toBe(pictureFailures.length)
    expect(Object.keys(dictionary.result.noPicture).toSorted()).toEqual(pictureFailures.toSorted())
    const coming = faceWords(report('authentic'), { missing: 'pending' }, dictionary)
    expect(coming).toEqual({ caption: dictionary.result.facePending, alarm: false })
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
