import { describe, expect, it } from 'vitest'
import { type Tone, tones, withTone } from './tone.ts'

const keys: Readonly<Record<string, Tone>> = { s: 'acute', f: 'grave', r: 'hook', x: 'tilde', j: 'dot' }
/** Letters, then the keys of Telex for the tones, which are shorter to write down. */
const typed = (text: string) => {
  const [word = '', tone = ''] = text.split('+')
  return [...tone].reduce((sofar, key) => withTone(sofar, keys[key] ?? 'acute'), word)
}

describe('a tone stands where it is written', () => {
  it.each([
    ['nguyên+x', 'nguyễn'],
    ['đương+f', 'đường'],
    ['thuy+r', 'thủy'],
    ['thuy+rr', 'thuỷ'],
    ['thuy+rrr', 'thuy'],
    ['quy+s', 'quý'],
    ['giưa+x', 'giữa'],
    ['gi+f', 'gì'],
    ['gia+f', 'già'],
    ['giêng+s', 'giếng'],
    ['hoa+f', 'hòa'],
    ['hoa+ff', 'hoà'],
    ['hoan+f', 'hoàn'],
    ['khoe+r', 'khỏe'],
    ['oai+s', 'oái'],
    ['khuyu+r', 'khuỷu'],
    ['ngoeo+j', 'ngoẹo'],
    ['mia+s', 'mía'],
    ['cua+r', 'của'],
    ['quan+s', 'quán'],
    ['quôc+s', 'quốc'],
    ['tuôi+r', 'tuổi'],
    ['ươt+s', 'ướt'],
    ['bươi+r', 'bưởi'],
    ['tiêng+s', 'tiếng'],
    ['yên+s', 'yến'],
    ['huê+s', 'huế'],
    ['lưu+j', 'lựu'],
    ['ao+s', 'áo'],
    ['ăn+x', 'ẵn'],
    ['u+s', 'ú'],
    ['nghiêng+f', 'nghiềng'],
  ])('%s → %s', (keyed, word) => expect(typed(keyed)).toBe(word))
})

it('keeps capitals, and takes letters that are not composed', () => {
  expect(withTone('NGUYÊN', 'tilde')).toBe('NGUYỄN')
  expect(withTone('Đương', 'grave')).toBe('Đường')
  expect(withTone('nguyên'.normalize('NFD'), 'tilde')).toBe('nguyễn')
})

it('exchanges one tone for another, and takes the same away', () => {
  expect(typed('ha+sf')).toBe('hà')
  expect(typed('ha+ss')).toBe('ha')
  expect(typed('hoa+fs')).toBe('hóa')
  expect(typed('đương+ff')).toBe('đương')
})

it.each(['', 'b', 'ng', '123'])('leaves %j alone', text => {
  for (const tone of tones) expect(withTone(text, tone)).toBe(text)
})
