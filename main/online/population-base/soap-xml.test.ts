import { describe, expect, test } from 'vitest'
import { escapeXml, onlyChild, readXml } from './soap-xml.ts'

const read = (text: string) => readXml(Buffer.from(text))
const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

describe('refused', () => {
  test.each([
    ['a document type', '<!DOCTYPE a><a/>', 'XML with a document type'],
    ['an instruction', '<?go now?><a/>', 'XML with an instruction'],
    ['too deep', nested(33), 'XML nested too deep'],
    ['too many elements', `<a>${'<b/>'.repeat(2000)}</a>`, 'too much XML'],
    ['too many bytes', `<a>${' '.repeat(70_000)}</a>`, 'too much XML'],
    ['an entity that nobody declared', '<a>&x;</a>', 'malformed XML'],
    ['cut short', '<a><b>', 'malformed XML'],
    ['two roots', '<a/><b/>', 'malformed XML'],
    ['a prefix for nothing', '<x:a/>', 'malformed XML'],
    ['nothing', '', 'malformed XML'],
  ])('%s', (_, text, words) => expect(read(text)).toEqual({ ok: false, error: words }))
})

test('as deep as an answer may be', () => expect(read(nested(32)).ok).toBe(true))

test('names by namespace, text of leaves only, predefined entities and CDATA', () => {
  const root = read('<x:a xmlns:x="urn:1">\n <b xmlns="urn:2"> 1 &amp; <![CDATA[<2>]]> </b>\n</x:a>')
  if (!root.ok) throw new Error(root.error)
  expect(root.value).toMatchObject({ name: 'a', namespace: 'urn:1', text: '' })
  expect(onlyChild(root.value, 'urn:2', 'b')?.text).toBe('1 & <2>')
  expect(onlyChild(root.value, 'urn:1', 'b')).toBeUndefined()
})

test('one of several is none', () => {
  const root = read('<a><b/><b/></a>')
  expect(root.ok && onlyChild(root.value, '', 'b')).toBeUndefined()
})

test('what was written is read again, but for what XML cannot carry', () => {
  const written = read(`<a>${escapeXml('Đ<&>"\' \u0007\ud800 Ỗ')}</a>`)
  expect(written.ok && written.value.text).toBe('Đ<&>"\'  Ỗ')
})
