import { expect, it } from 'vitest'
import { shownFace } from './shown-face.ts'

it('is the picture, or the reason why there is none', () => {
  const bytes = Uint8Array.of(1, 2, 3)
  const picture = (mediaType: 'image/png' | 'image/jpeg') => shownFace({ ok: true, value: { mediaType, bytes } })
  expect(picture('image/png')).toEqual({ image: 'data:image/png;base64,AQID' })
  expect(picture('image/jpeg')).toEqual({ image: 'data:image/jpeg;base64,AQID' })
  expect(shownFace({ ok: false, error: 'too-slow' })).toEqual({ missing: 'too-slow' })
})
