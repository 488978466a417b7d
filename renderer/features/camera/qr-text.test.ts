import { expect, it } from 'vitest'
import { qrText } from './qr-text.ts'

it('takes UTF-8 for what it is, and other bytes as the decoder read them', () => {
  const name = 'Nguyễn Thị Thử Nghiệm'
  expect(qrText(new TextEncoder().encode(name), 'Nguyá»…n')).toBe(name)
  expect(qrText(new Uint8Array([0x4e, 0xe9]), 'Né')).toBe('Né')
})
