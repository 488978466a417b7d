import { chipDeskError } from '../../main/protocol/errors.ts'
import type { LastScan, Scanner, Scanners } from '../../main/protocol/scanners.ts'
import type { CallResult } from '../../main/protocol/station.ts'
import type { StationState } from '../../main/protocol/station-state.ts'

/** Invented devices, of no maker. */
const serial: Scanner = { id: 'usb:0c2e:0000:999', kind: 'serial', label: 'Máy Quét Mẫu 2D', attached: true }
const hid: Scanner = { id: 'hid:1eab:0000:999', kind: 'hid', label: 'Scanner Example POS', attached: true }
const absent: Scanner = {
  id: 'path:/dev/ttyS7',
  kind: 'serial',
  label: 'path:/dev/ttyS7',
  attached: false,
  problem: chipDeskError('ScannerNone'),
}

const last: LastScan = {
  scanner: serial.id,
  at: '2026-01-15T02:12:44Z',
  characters: 142,
  charset: 'utf-8',
  notUtf8: false,
}

const desk = (scanners: Partial<Scanners>, more: Partial<StationState> = {}): StationState => ({
  version: '0.1.0',
  desk: { id: 'quay-01', name: 'Quầy số 1' },
  readers: [
    { name: 'ACS ACR1252 Dual Reader [PICC] 00 00', card: true, chosen: true },
    { name: 'HID OMNIKEY 5022 CL 01 00', card: false, chosen: false },
  ],
  counter: { step: 'waiting', card: false },
  online: { status: 'online', pending: 0 },
  trust: { anchors: 1, test: false },
  scanners: { scanners: [], problems: [], serial: { baudRate: 9600 }, ...scanners },
  ...more,
})

const { scanners: _, ...noneSought } = desk({})

/** For `view=devices`. */
export const deviceStates: Record<string, StationState> = {
  'devices-none': desk({}, { readers: [], readerError: chipDeskError('ReaderNone') }),
  'devices-ready': desk({ scanners: [serial, hid] }),
  'devices-card': desk({ scanners: [hid, serial], last }),
  'devices-other': desk({
    scanners: [serial],
    last: { ...last, refused: chipDeskError('DataUnknownCode', { seen: 'payment-code' }), characters: 98 },
  }),
  'devices-charset': desk({
    scanners: [serial],
    last: { ...last, charset: 'gbk', notUtf8: true },
    serial: { id: serial.id, baudRate: 115_200 },
  }),
  'devices-damaged': desk({
    scanners: [{ ...serial, problem: chipDeskError('ScannerCodeIncomplete') }],
    last: {
      ...last,
      refused: chipDeskError('DataUnknownCode', { seen: 'half-code' }),
      characters: 12,
      charset: 'unknown',
      notUtf8: true,
    },
  }),
  'devices-absent': desk({
    scanners: [absent],
    problems: [chipDeskError('ScannerSoftwareMissing')],
    serial: { id: absent.id, baudRate: 9600 },
  }),
  'devices-not-sought': noneSought,
}

export const listedPorts: CallResult<'scanner.list'> = {
  devices: [
    { id: 'path:/dev/ttyS0', kind: 'serial', label: '/dev/ttyS0', path: '/dev/ttyS0', scanner: false },
    { id: serial.id, kind: 'serial', label: serial.label, path: '/dev/ttyACM0', scanner: true },
    { id: hid.id, kind: 'hid', label: hid.label, path: '/dev/hidraw2', scanner: true },
  ],
}
