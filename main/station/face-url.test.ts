import { expect, it } from 'vitest'
import { facePending, faceUrl } from './face-url.ts'

it('is the picture, or the reason why there is none', () => {
  const bytes = Uint8Array.of(1, 2, 3)
  expect(faceUrl({ ok: true, value: { mediaType: 'image/png', bytes } })).toBe('data:image/png;base64,AQID')
  expect(faceUrl({ ok: true, value: { mediaType: 'image/jpeg', bytes } })).toBe('data:image/jpeg;base64,AQID')
  expect(faceUrl({ ok: false, error: 'too-slow' })).toBe('data:,too-slow')
  expect(facePending).toBe('data:,pending')
})
