import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorCodesPage } from './error-codes-page.ts'

test('docs/error-codes.md says what the screens say; if not, run npm run docs', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'error-codes.md'), 'utf8')
  expect(page).toBe(errorCodesPage())
})
