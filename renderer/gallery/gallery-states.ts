import { chipDeskError } from '../../main/protocol/errors.ts'
import type { Report } from '../../main/protocol/report.ts'
import type { Counter, StationState } from '../../main/protocol/station-state.ts'
import type { RegistryState, Transaction } from '../../main/protocol/transaction.ts'
import { drawnFace } from './drawn-face.ts'
import {
  chipFields,
  differences,
  differing,
  full,
  pending,
  refusedBy,
  reports,
  transaction,
} from './gallery-reports.ts'

export const pastTransactions: Transaction[] = [
  transaction('0199-a1', reports.authentic, full),
  transaction('0199-a2', reports.intact, pending, '2026-01-15T09:05:10+07:00'),
  transaction('0199-a3', reports.cloned, refusedBy, '2026-01-15T08:41:02+07:00'),
  transaction('0199-a4', reports.incomplete, { status: 'not-asked' }, '2026-01-14T16:50:33+07:00'),
  transaction('0199-a5', reports.altered, { status: 'not-asked' }, '2026-01-14T10:20:00+07:00'),
]

const base: Omit<StationState, 'counter'> = {
  version: '0.1.0',
  desk: { id: 'quay-01', name: 'Quầy số 1' },
  readers: [{ name: 'ACS ACR1252 Dual Reader [PICC] 00 00', card: false, chosen: true }],
  online: { status: 'online', pending: 0 },
  trust: { anchors: 1, test: true },
}
const declared = {
  origin: 'qr' as const,
  fields: chipFields('declared')
    .filter(
      ({ source, id }) => source === 'dg13' && (id === 'fullName' || id === 'personalNumber' || id === 'birthDate'),
    )
    .map(field => ({ ...field, source: 'qr' as const })),
}
const result = (
  made: Report,
  registry: RegistryState,
  more: Partial<Extract<Counter, { step: 'result' }>> = {},
): Counter => ({
  step: 'result',
  transaction: transaction('0199-f1c2-7a', made, registry),
  face: { image: drawnFace },
  card: true,
  ...more,
})
const reading = (more: Partial<Extract<Counter, { step: 'reading' }>>): Counter => ({
  step: 'reading',
  phase: 'dg2',
  dataGroup: 'DG2',
  bytesDone: 8920,
  bytesTotal: 20140,
  elapsedMs: 740,
  interaction: 'keep-card',
  declared,
  fields: chipFields('unverified').filter(({ source }) => source === 'dg13'),
  ...more,
})
const twoReaders = [
  { name: 'ACS ACR1252 Dual Reader [PICC] 00 00', card: true, chosen: true },
  { name: 'HID OMNIKEY 5022 CL 01 00', card: false, chosen: false },
]
const withCard = [{ name: 'ACS ACR1252 Dual Reader [PICC] 00 00', card: true, chosen: true }]

export const galleryStates: Record<string, StationState> = {
  waiting: { ...base, counter: { step: 'waiting', card: false } },
  card: { ...base, readers: twoReaders, counter: { step: 'waiting', card: true } },
  declared: { ...base, counter: { step: 'waiting', card: false, declared } },
  wrongkey: {
    ...base,
    readers: withCard,
    online: { status: 'offline', pending: 3 },
    counter: {
      step: 'waiting',
      card: true,
      declared,
      error: chipDeskError('CardWrongKey', { phase: 'pace', sw: 0x6300 }),
    },
  },
  noreader: {
    ...base,
    readers: [],
    readerError: chipDeskError('ReaderNone'),
    online: { status: 'unknown', pending: 0 },
    counter: { step: 'waiting', card: false },
  },
  unknowncode: { ...base, counter: { step: 'waiting', card: false, error: chipDeskError('DataUnknownCode') } },
  reading: { ...base, readers: withCard, counter: reading({}) },
  opening: {
    ...base,
    readers: withCard,
    counter: reading({ phase: 'pace', bytesDone: 0, bytesTotal: 0, fields: [], elapsedMs: 90 }),
  },
  lift: { ...base, readers: withCard, counter: reading({ interaction: 'lift-and-place-again' }) },
  authentic: { ...base, readers: withCard, counter: result(reports.authentic, full) },
  noface: { ...base, readers: withCard, counter: result(reports.authentic, full, { face: { missing: 'too-large' } }) },
  intact: {
    ...base,
    readers: withCard,
    online: { status: 'offline', pending: 1 },
    counter: result(reports.intact, pending),
  },
  othernumber: {
    ...base,
    readers: withCard,
    counter: result(
      differing('declared-data-differs', 'failed', 'refused', ['contradiction', 'notable', 'minor']),
      full,
    ),
  },
  oldcode: {
    ...base,
    readers: withCard,
    counter: result(differing('code-of-another-card', 'undetermined', 'intact', ['notable', 'minor']), full),
  },
  otherspelling: {
    ...base,
    readers: withCard,
    counter: result({ ...reports.authentic, differences: differences.filter(({ kind }) => kind === 'spelling') }, full),
  },
  altered: { ...base, readers: withCard, counter: result(reports.altered, { status: 'not-asked' }) },
  cloned: {
    ...base,
    readers: withCard,
    counter: result(reports.cloned, refusedBy, { storeError: chipDeskError('StoreFull') }),
  },
  notopened: {
    ...base,
    notOpened: chipDeskError('StoreKeySealed'),
    counter: { step: 'waiting', card: false },
  },
  dooroff: {
    ...base,
    doorError: chipDeskError('ConfigInvalid', { cause: 'the door cannot be opened' }),
    counter: { step: 'waiting', card: false },
  },
  refused: { ...base, counter: result(reports.refused, refusedBy, { card: false }) },
  incomplete: {
    ...base,
    readers: withCard,
    counter: {
      step: 'result',
      transaction: transaction('0199-f1c2-7b', reports.incomplete, { status: 'not-asked' }),
      card: true,
    },
  },
}

export const demo: StationState['demo'] = {
  personas: [
    {
      id: 'thu',
      name: 'Nguyễn Thị Thử Nghiệm',
      number: '999190000001',
      note: 'Thẻ tốt, ảnh JPEG',
      noteEn: 'Good card',
      hostile: false,
    },
    {
      id: 'vi-du',
      name: 'Trần Văn Ví Dụ',
      number: '999085000002',
      note: 'Không thời hạn',
      noteEn: 'No expiry',
      hostile: false,
    },
    {
      id: 'altered',
      name: 'Lê Thị Mẫu',
      number: '999190000003',
      note: 'Địa chỉ bị sửa sau khi ký',
      noteEn: 'Address changed after signing',
      hostile: true,
    },
    {
      id: 'clone',
      name: 'Phạm Quỳnh Ặc',
      number: '999190000004',
      note: 'Chip sao chép',
      noteEn: 'Copied chip',
      hostile: true,
    },
    {
      id: 'revoked',
      name: 'Đỗ Hữu Ước',
      number: '999190000005',
      note: 'Thẻ đã báo mất',
      noteEn: 'Reported lost',
      hostile: false,
    },
  ],
  placed: 'thu',
  registryOnline: true,
  reader: 'pcsc',
}
