import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sha256OfText } from '../crypto/text-hash.ts'
import { entryText } from './entry.ts'
import { inventedChain, inventedEntry, inventedGenesis } from './invented-entries.ts'

test('the page that an inspector works from says what is hashed, byte for byte', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/audit.md'), 'utf8')
  const [entry] = inventedChain([inventedEntry(1)]).entries
  if (!entry) throw new Error('no entry')
  const example = /^genesis {2}(.*)\nSHA-256 {2}(.*)\nentry 1 {2}(.*)\nSHA-256 {2}(.*)$/m.exec(page)?.slice(1)
  expect(example).toEqual([inventedGenesis, sha256OfText(inventedGenesis), entryText(entry), entry.hash])
})
