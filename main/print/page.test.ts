import { describe, expect, it } from 'vitest'
import { html } from '../protocol/markup.ts'
import { readPrintFonts } from './fonts.ts'
import { goldenCases } from './golden/golden-cases.ts'
import { hostile, inventedContext } from './golden/invented.ts'
import { cssString, printedPage } from './page.ts'
import { numberText, qrCode } from './print-parts.ts'

/** Fonts of the product are no part of what is tested here, and make every text long. */
const cases = goldenCases('')

describe('every print-out', () => {
  it.each(cases)('$name stands alone', ({ document }) => {
    expect(document.html).not.toMatch(/<script|<link|<iframe|<object|javascript:|@import|\son[a-z]+=/i)
    const addresses = [...document.html.matchAll(/(?:src|href|xlink:href|action)="([^"]*)"|url\(([^)]*)\)|https?:/gi)]
    expect(addresses.map(([all]) => all).filter(all => !/^(?:src="|url\()data:/.test(all))).toEqual([])
  })

  it.each(cases)('$name says nothing that is not there', ({ document }) => {
    expect(document.html).not.toMatch(/undefined|\bNaN\b|\[object|Invalid Date|\bnull\b/)
    expect(document.title).not.toBe('')
  })

  it.each(cases)('$name is Vietnamese in NFC', ({ document }) => {
    expect(document.html).toBe(document.html.normalize('NFC'))
  })

  it('has no two of one name, so that each has its own picture', () => {
    const names = cases.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a page', () => {
  const page = (more: object, title = 'x') =>
    printedPage({ id: 'shift', title, paper: 'a4', body: html`<p>x</p>` }, inventedContext('', more)).html

  it('keeps whatever a name holds from becoming part of it', () => {
    const evil = `"}</style><script>alert(1)</script>\\"\n`
    const desk = { id: 'a', name: evil }
    for (const made of [page({ desk }), page({ operator: evil }), page({}, evil)]) {
      expect(made).not.toContain('<script')
      expect(made.match(/<\/style>/g)).toHaveLength(1)
    }
  })

  it('says on every sheet of a demo that it is one', () => {
    expect(page({ demo: true })).toContain('@top-center { content: "MẪU / DEMO – KHÔNG CÓ GIÁ TRỊ"')
    expect(page({ demo: true })).toContain('<span>MẪU / DEMO</span>')
    expect(page({})).not.toContain('DEMO')
  })

  it('bounds what stands at its foot, the time whole', () => {
    const foot = /@bottom-left \{ content: "([^"]*)"/.exec(
      page({ operator: hostile.word, desk: { id: 'a', name: hostile.address } }),
    )
    expect(foot?.[1]).toContain('08:15:30 22/11/2026')
    expect(foot?.[1]?.length).toBeLessThan(300)
  })
})

describe('text in a style', () => {
  it.each([
    ['plain', 'Quầy số 1 (q-1)', '"Quầy số 1 (q-1)"'],
    ['a quote', 'a"b', '"a\\22 b"'],
    ['a backslash', 'a\\b', '"a\\5c b"'],
    ['the end of a style', '</style>', '"\\3c /style\\3e "'],
    ['a comment', '/*', '"/\\2a "'],
    ['a new line', 'a\nb', '"a[U+000A]b"'],
    ['what turns the text around', 'a\u202Eb', '"a[U+202E]b"'],
    ['a line separator', 'a\u2028b', '"a[U+2028]b"'],
    ['half a character', 'a\uD800b', '"a[U+D800]b"'],
    ['an emoji', '🂡', '"\\1f0a1 "'],
  ])('%s', (_, text, css) => {
    expect(cssString(text)).toBe(css)
  })
})

describe('a number on paper', () => {
  it('is masked where the desk masks', () => {
    expect(numberText('999085012345', { masked: true })).toBe('999****345')
    expect(numberText('999085012345', { masked: false })).toBe('999085012345')
  })

  it.each(cases.filter(({ neverSays }) => neverSays.includes('999085012345')))(
    'stands nowhere whole: $name',
    ({ document }) => {
      expect(document.html).not.toContain('999085012345')
    },
  )
})

describe('a QR code', () => {
  it('has its quiet zone of four modules', () => {
    const { markup } = qrCode('0190f3d2-7c41-4e8a-9b55-3f6c1d2e4a90', 20)
    const side = Number(/viewBox="0 0 (\d+)/.exec(markup)?.[1])
    const places = [...markup.matchAll(/M(\d+) (\d+)h/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
    expect(Math.min(...places)).toBe(4)
    expect(Math.max(...places)).toBe(side - 5)
  })
})

describe('the fonts', () => {
  it('are those of the product, each once', async () => {
    const fonts = await readPrintFonts()
    expect(fonts.match(/@font-face/g)).toHaveLength(4)
    expect(fonts).toContain('url(data:font/woff2;base64,d09GMg')
    expect(readPrintFonts()).toBe(readPrintFonts())
  })
})
