import { expect, it } from 'vitest'
import { vi } from '../../i18n/vi.ts'
import { lostWords } from './lost-words.ts'

const pad = (card: boolean) => [{ name: 'Pad', card, chosen: true }]

it('asks to lift a card only while one lies there', () => {
  expect(lostWords('lift-and-place-again', pad(true), vi)?.title).toBe('Nhấc thẻ ra rồi đặt lại')
  expect(lostWords('lift-and-place-again', pad(false), vi)?.title).toBe('Đặt lại thẻ lên đầu đọc')
  expect(lostWords('keep-card', pad(true), vi)).toBeUndefined()
})
