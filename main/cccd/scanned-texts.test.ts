import { describe, expect, it } from 'vitest'
import { charsetTexts } from './charset-texts.ts'
import { damagedTexts } from './damaged-texts.ts'
import { parseDeclaredInput } from './declared-input.ts'
import { decodeScan } from './decode-scan.ts'
import { hostileTexts } from './hostile-texts.ts'
import type { ScannedText } from './specimen-texts.ts'
import { typedTexts } from './typed-texts.ts'
import { validTexts } from './valid-texts.ts'

const tables = {
  valid: validTexts,
  damaged: damagedTexts,
  'typed through an input method': typedTexts,
  'in a wrong character set': charsetTexts,
  hostile: hostileTexts,
}

function read({ scan, scanned = false }: ScannedText) {
  const text = typeof scan === 'string' ? scan : decodeScan(scan).text
  return parseDeclaredInput(text, 2026, { scanned })
}

describe.each(Object.entries(tables))('texts %s', (_, rows) => {
  it.each(rows)('$name', row => {
    const input = read(row)
    const { is, seen, tag = 'DataUnknownCode' } = row
    expect(is === undefined).toBe(seen !== undefined)
    if (is === undefined) return expect(input).toMatchObject({ ok: false, error: { tag, kind: seen } })
    if (!input.ok) throw new Error(`${input.error.kind}: ${input.error.message}`)
    const value: Readonly<Record<string, unknown>> = { ...input.value }
    for (const [field, wanted] of Object.entries(is)) expect(value[field], field).toEqual(wanted)
  })
})

it('are many, and each has its own name', () => {
  const names = Object.entries(tables).flatMap(([table, rows]) => rows.map(({ name }) => `${table}: ${name}`))
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(150)
})

it('never say a word of the text in a refusal', () => {
  for (const row of Object.values(tables).flat()) {
    const input = read(row)
    if (!input.ok) expect(input.error.message).not.toMatch(/999|Nguy|Thử|ERIKSSON/)
  }
})
