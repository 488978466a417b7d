import { describe, expect, it } from 'vitest'
import { printRequestSchema } from './print-request.ts'

const request = { title: 'Phiếu', paper: { widthMm: 80, heightMm: 140 }, html: '<!doctype html>', to: 'printer' }
const taken = (more: object) => printRequestSchema.safeParse({ ...request, ...more }).success

describe('a request to print', () => {
  it.each([{}, { to: 'pdf' }, { paper: { widthMm: 210, heightMm: 297 } }])('is taken: %j', more => {
    expect(taken(more)).toBe(true)
  })

  it.each([
    { to: 'file' },
    { paper: { widthMm: 80 } },
    { paper: { widthMm: 2, heightMm: 140 } },
    { paper: { widthMm: 80, heightMm: 1e9 } },
    { paper: { widthMm: Number.NaN, heightMm: 140 } },
    { paper: { widthMm: 80, heightMm: 140, deviceName: 'x' } },
    { title: '' },
    { title: 'x'.repeat(201) },
    { html: '' },
    { html: 7 },
    { html: 'x'.repeat(4_000_001) },
    { path: '/etc/passwd' },
    { silent: true },
  ])('is refused: %#', more => {
    expect(taken(more)).toBe(false)
  })
})
