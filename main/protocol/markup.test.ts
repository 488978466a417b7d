import { describe, expect, it } from 'vitest'
import { html, value } from './markup.ts'

const shown = (text: string) => value(text).markup

describe('markup of a report', () => {
  it('escapes what is put in, in content and in attributes, and nothing twice', () => {
    const evil = '<b onclick="x">&\'</b>'
    const escaped = '&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;&lt;/b&gt;'
    expect(html`<i title="${evil}">${evil}</i>`.markup).toBe(`<i title="${escaped}">${escaped}</i>`)
    expect(html`<p>${html`<b>${'&'}</b>`}${['<', html`<hr>`, 7, undefined]}</p>`.markup).toBe(
      '<p><b>&amp;</b>&lt;<hr>7</p>',
    )
  })

  it.each([
    ['right-to-left override', 'a\u202Eb', 'U+202E'],
    ['right-to-left mark', 'a\u200Fb', 'U+200F'],
    ['isolate', 'a\u2067b', 'U+2067'],
    ['zero-width space', 'a\u200Bb', 'U+200B'],
    ['zero-width joiner', 'a\u200Db', 'U+200D'],
    ['byte order mark', 'a\uFEFFb', 'U+FEFF'],
    ['tag characters', 'a\u{E0041}b', 'U+E0041'],
    ['NUL', 'a\u0000b', 'U+0000'],
    ['line separator', 'a\u2028b', 'U+2028'],
    ['no-break space', 'a\u00A0b', 'U+00A0'],
    ['Hangul filler', 'a\u3164b', 'U+3164'],
    ['braille blank', 'a\u2800b', 'U+2800'],
    ['variation selector', 'a\uFE0Fb', 'U+FE0F'],
    ['grapheme joiner', 'a\u034Fb', 'U+034F'],
    ['lone surrogate', 'a\uD800b', 'U+D800'],
    ['private use', 'a\uE000b', 'U+E000'],
  ])('names a %s where it stands', (_, text, code) => {
    expect(shown(text)).toBe(`<bdi>a<span class="unseen">${code}</span>b</bdi>`)
    expect(html`<i title="${text}"></i>`.markup).toBe(`<i title="a${code}b"></i>`)
  })

  it('lets every Vietnamese letter through, composed or not, and other scripts', () => {
    const letters = 'ẫỡẶĐđ ỳỷỹỵ ƯỨỪỬỮỰ Nguyễn Thị Thử Nghiệm'
    for (const text of [letters, letters.normalize('NFD'), 'Ελλάς', 'ประเทศไทย', '中国', 'مصر', "O'Brien-Łuczak"])
      expect(shown(text).replace('&#39;', "'")).toBe(`<bdi>${text}</bdi>`)
  })

  it('stops marks piled on one letter after three', () => {
    expect(shown(`e${'\u0301'.repeat(5)}x`)).toBe(
      `<bdi>e${'\u0301'.repeat(3)}${'<span class="unseen">U+0301</span>'.repeat(2)}x</bdi>`,
    )
  })
})
