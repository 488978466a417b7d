import { expect, it } from 'vitest'
import type { PrintRequest } from '../../../main/protocol/print-request.ts'
import { printShell, requestOf } from './print-shell.ts'

const sheet = { id: 'shift' as const, title: 'x', paper: { widthMm: 210, heightMm: 297 }, html: '<p>' }
const roll = { ...sheet, paper: { widthMm: 80 } }

it('asks the shell for a printer or a PDF', async () => {
  const asked: PrintRequest[] = []
  const shell = printShell({
    print: async request => {
      asked.push(request)
      return 'printed'
    },
  })
  expect(await shell.print(sheet, {} as HTMLIFrameElement)).toBe('printed')
  await shell.savePdf?.(sheet)
  expect(asked.map(({ to, paper }) => [to, paper.heightMm])).toEqual([
    ['printer', 297],
    ['pdf', 297],
  ])
})

it('sends no roll that was not measured', async () => {
  const shell = printShell({ print: () => Promise.reject(new Error('asked')) })
  expect(requestOf(roll, 'printer')).toBe(undefined)
  expect(await shell.savePdf?.(roll)).toBe('refused')
})

it('leaves it to the dialog of a browser', async () => {
  let printed = 0
  const frame = { contentWindow: { print: () => printed++ } } as unknown as HTMLIFrameElement
  const shell = printShell(undefined)
  expect(await shell.print(roll, frame)).toBe(undefined)
  expect(printed).toBe(1)
  expect(shell.savePdf).toBe(undefined)
})
