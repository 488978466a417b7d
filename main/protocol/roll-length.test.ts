import { expect, it } from 'vitest'
import { withRollLength } from './roll-length.ts'

const roll = {
  id: 'reception-slip-80' as const,
  title: 'x',
  paper: { widthMm: 80 },
  html: '<style>@page { size: 80mm 297mm; margin: 0 }</style>',
}

it('makes a roll as long as what is on it', () => {
  const cut = withRollLength(roll, 500)
  expect(cut.paper).toEqual({ widthMm: 80, heightMm: 134 })
  expect(cut.html).toBe('<style>@page { size: 80mm 134mm; margin: 0 }</style>')
})

it('leaves a sheet as it is', () => {
  const sheet = { ...roll, paper: { widthMm: 148, heightMm: 210 } }
  expect(withRollLength(sheet, 500)).toBe(sheet)
})
