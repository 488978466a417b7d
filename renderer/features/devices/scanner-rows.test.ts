import { expect, it } from 'vitest'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import { en } from '../../i18n/en.ts'
import { vi } from '../../i18n/vi.ts'
import { scannerRows } from './scanner-rows.ts'

const serial = { id: 'usb:0c2e:0b62:999', kind: 'serial', label: 'Mẫu', attached: true } as const

it('says of each what it is and how it is, in both languages', () => {
  expect(scannerRows([serial], vi)).toEqual([
    { id: serial.id, label: 'Mẫu', kind: 'cổng COM', state: 'ready', stateWord: 'Đang nhận mã' },
  ])
  expect(scannerRows([{ ...serial, kind: 'hid' }], en)).toMatchObject([
    { kind: 'USB HID-POS', stateWord: 'Taking codes' },
  ])
})

it('tells a scanner with a damaged code from one that cannot be used, with title and cure', () => {
  const damaged = { ...serial, problem: chipDeskError('ScannerCodeIncomplete') }
  const busy = { ...serial, attached: false, problem: chipDeskError('ScannerBusy') }
  expect(scannerRows([damaged, { ...busy, id: 'b' }], vi)).toMatchObject([
    { state: 'trouble', problem: { tag: 'ScannerCodeIncomplete', title: vi.errors.ScannerCodeIncomplete.title } },
    { state: 'down', problem: { tag: 'ScannerBusy', cure: vi.errors.ScannerBusy.cure } },
  ])
  expect(scannerRows([busy], en)[0]?.problem?.title).toBe(en.errors.ScannerBusy.title)
})

it('never shows an id as a name', () => {
  const gone = { id: 'path:/dev/ttyS7', kind: 'serial', label: 'path:/dev/ttyS7', attached: false } as const
  expect(scannerRows([gone], vi)[0]?.label).toBe('/dev/ttyS7')
})

it('puts what works first', () => {
  const row = (label: string, attached: boolean) => ({ ...serial, id: label, label, attached })
  const rows = scannerRows([row('A', false), row('C', true), row('B', true)], vi)
  expect(rows.map(({ label }) => label)).toEqual(['B', 'C', 'A'])
})
