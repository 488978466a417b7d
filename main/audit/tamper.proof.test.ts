import { expect, test } from 'vitest'
import { lots, proofSeed, proofSize } from '../../fixtures/proof/proof-size.ts'
import type { TamperKind } from '../protocol/audit-log.ts'
import type { AuditEntry } from './entry.ts'
import type { AuditFinding } from './finding.ts'
import { inventedChain, inventedEntry } from './invented-entries.ts'
import type { AuditReceipt } from './receipt.ts'
import { edited, type Rows, recomputed, renumbered, withHash } from './tampered.ts'
import { type AuditEvidence, verifyAudit } from './verify-audit.ts'

// Goal S11: eight ways to tamper, 1,000 random ones of each, every one found at the exact entry; no untouched log accused.
const times = proofSize({ ci: 100, full: 1000 })
const length = 120
const apart = 10

const random = lots(proofSeed('tampering with the audit log'))
const lot = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
const details = [undefined, { query: 'Nguyễn Thị Thử Nghiệm' }, { query: '\u2028"\\' }]

const chain = inventedChain(
  Array.from({ length }, (_, n) => {
    const detail = details[n % 3]
    return inventedEntry(n, { ...(detail && { detail }), ...(n % 7 === 0 && { subject: undefined }) } as object)
  }),
)
const rows: Rows = chain.entries
const rowAt = (all: Rows, seq: number): AuditEntry => {
  const row = all[seq - 1]
  if (!row) throw new Error(`no row ${seq}`)
  return row
}
const receiptOf = ({ seq, hash }: AuditEntry): AuditReceipt => ({ seq, head: hash, receivedAt: '', body: '' })
const receiptsOf = (all: Rows) => all.filter(({ seq }) => seq % apart === 0).map(receiptOf)
const whole = { genesis: chain.genesis, entries: rows, sealKey: chain.end.sealKey, count: length }
const look = (entries: Rows, more: Partial<AuditEvidence> = {}) => verifyAudit({ ...whole, entries, ...more }).findings
const places = (found: readonly AuditFinding[]) => found.map(({ kind, seq, to = seq }) => [kind, seq, to])
const exactly = (kind: TamperKind, seq: number, to = seq) => [[kind, seq, to]]
/** Every hash after the place was made anew: the auditor's key finds it there, receipts find between which two of them it is. */
function foundWhenRecomputed(tampered: Rows, seq: number): void {
  const byKey = look(tampered, { givenKey: chain.firstKey })
  expect(byKey.filter(({ kind }) => kind === 'rewritten')[0]).toMatchObject({ seq })
  expect(byKey[0]).toMatchObject({ seq })
  const sealKey = { seq: tampered.length + 1, key: '' }
  const byReceipts = look(tampered, { receipts: receiptsOf(rows), sealKey }).filter(({ kind }) => kind !== 'clock')
  const before = Math.floor((seq - 1) / apart) * apart
  if (before + apart <= tampered.length)
    expect(byReceipts[0]).toMatchObject({ kind: 'rewritten', seq: before + 1, to: before + apart })
}

const fields: readonly (readonly [keyof AuditEntry, (row: AuditEntry) => unknown])[] = [
  ['at', ({ at }) => new Date(Date.parse(at) + lot(1, 60) * 1000).toISOString()],
  ['desk', () => 'quay-2'],
  ['operator', () => 'somebody.else'],
  ['role', () => 'admin'],
  ['action', () => 'history.view'],
  ['purpose', () => null],
  ['legalBasis', () => '00/2000/QH00'],
  ['subject', () => 'f'.repeat(64)],
  ['outcome', () => 'altered'],
  ['facts', ({ facts }) => facts.replace('"checks":', '"checks":1')],
  ['commitment', () => '0'.repeat(64)],
  ['previous', () => '0'.repeat(64)],
  ['hash', () => '0'.repeat(64)],
  ['detail', () => ({ salt: '0'.repeat(32), body: '{"query":"somebody"}' })],
]
const edit = (row: AuditEntry): Partial<AuditEntry> => {
  const [field, value] = fields[lot(0, fields.length - 1)] ?? ['desk', () => '']
  return { [field]: value(row) }
}
const editHashed = (row: AuditEntry): Partial<AuditEntry> => {
  const [field, value] = fields[lot(1, 9)] ?? ['desk', () => '']
  return { [field]: value(row) }
}

const again = (name: string, run: () => void) =>
  test(`${name}, ${times} times`, () => {
    for (let n = 0; n < times; n++) run()
  })

test('an untouched log is not accused, in part, as a whole, or with every detail purged', () => {
  for (let n = 0; n < times; n++) {
    const steps = Array.from({ length: lot(1, 60) }, (_, index) => {
      const back = random() < 0.1 ? 86_400 * lot(1, 4000) : 0
      return inventedEntry(index - back)
    })
    const { entries, end, firstKey, genesis } = inventedChain(steps)
    const { seq, key } = end.sealKey
    const verdict = verifyAudit({
      genesis,
      entries,
      sealKey: { seq, key },
      givenKey: firstKey,
      receipts: receiptsOf(entries),
    })
    expect(verdict).toMatchObject({ whole: true, findings: [], entries: entries.length })
    expect(verdict.confirmedTo).toBe(Math.floor(entries.length / apart) * apart)
    expect(verdict.clockSteps).toBe(entries.filter(({ action }) => action === 'station.clock').length)
  }
  expect(look(rows.map(({ detail: _, ...row }) => row))).toEqual([])
  expect(look(rows, { serverHead: { seq: 50, head: rowAt(rows, 50).hash }, against: rows.map(receiptOf) })).toEqual([])
})

again('1 edit: one field of one entry', () => {
  const seq = lot(1, length)
  const row = rowAt(rows, seq)
  expect(places(look(edited(rows, seq - 1, edit(row))))).toEqual(exactly('altered', seq))
})

again('1 edit: its hash made anew', () => {
  const seq = lot(1, length - 1)
  const row = rowAt(rows, seq)
  const tampered = rows.map(other =>
    other === row ? withHash({ ...row, ...editHashed(row), operator: 'else' }) : other,
  )
  expect(places(look(tampered))).toEqual(exactly('altered', seq))
})

again('1 edit: every hash made anew', () => {
  const seq = lot(1, length)
  foundWhenRecomputed(recomputed(edited(rows, seq - 1, { operator: `else.${seq}` }), seq - 1), seq)
})

again('2 delete: some entries', () => {
  const seq = lot(1, length - 5)
  const to = seq + lot(0, 3)
  const left = rows.filter(row => row.seq < seq || row.seq > to)
  expect(places(look(left))).toEqual(exactly('missing', seq, to))
})

again('2 delete: the rest renumbered', () => {
  const seq = lot(1, length - 5)
  const to = seq + lot(0, 3)
  const left = renumbered(rows.filter(row => row.seq < seq || row.seq > to))
  expect(places(look(left))).toEqual(exactly('missing', seq, to))
})

again('2 delete: every hash made anew', () => {
  const seq = lot(1, length - 1)
  foundWhenRecomputed(
    recomputed(
      rows.filter(row => row.seq !== seq),
      seq - 1,
    ),
    seq,
  )
})

again('3 insert: entries with a right hash, the rest renumbered', () => {
  const seq = lot(1, length)
  const count = lot(1, 3)
  const forged = inventedChain(
    Array.from({ length: count }, () => inventedEntry(seq - 1, { operator: 'forged' })),
    { seq: seq - 1, head: rowAt(rows, seq).previous, sealKey: { seq, key: '0'.repeat(64) } },
  )
  const tampered = renumbered([...rows.slice(0, seq - 1), ...forged.entries, ...rows.slice(seq - 1)])
  expect(places(look(tampered, { sealKey: { seq: length + 1, key: '' } }))).toEqual(
    exactly('inserted', seq, seq + count - 1),
  )
})

again('3 insert: an entry with any hash, the rest renumbered', () => {
  const seq = lot(1, length)
  const forged = { ...rowAt(rows, lot(1, length)), operator: 'forged', hash: 'e'.repeat(64) }
  const tampered = renumbered([...rows.slice(0, seq - 1), forged, ...rows.slice(seq - 1)])
  expect(places(look(tampered))).toEqual(exactly('inserted', seq))
})

again('3 insert: under a number that is taken, as a file can have it', () => {
  const seq = lot(1, length)
  const forged = { ...rowAt(rows, seq), operator: 'forged' }
  const tampered = [...rows.slice(0, seq), forged, ...rows.slice(seq)]
  expect(places(look(tampered))).toEqual(exactly('inserted', seq))
})

again('3 insert: every hash made anew', () => {
  const seq = lot(1, length)
  const forged = { ...rowAt(rows, seq), operator: 'forged' }
  foundWhenRecomputed(recomputed([...rows.slice(0, seq - 1), forged, ...rows.slice(seq - 1)], seq - 1), seq)
})

again('4 reorder: two entries change places', () => {
  const first = lot(1, length - 1)
  const second = lot(first + 1, length)
  const swapped = rows.map(row => {
    if (row.seq === first) return { ...rowAt(rows, second), seq: first }
    return row.seq === second ? { ...rowAt(rows, first), seq: second } : row
  })
  expect(places(look(swapped))).toEqual([...exactly('moved', first), ...exactly('moved', second)])
})

again('4 reorder: an entry is taken elsewhere, later or earlier', () => {
  const [from, to] = [lot(1, length), lot(1, length)]
  if (Math.abs(from - to) < 2) return
  const rest = rows.filter(row => row.seq !== from)
  const moved = renumbered([...rest.slice(0, to - 1), rowAt(rows, from), ...rest.slice(to - 1)])
  expect(places(look(moved))).toEqual(exactly('moved', to))
})

again('4 reorder: every hash made anew', () => {
  const first = lot(1, length - 1)
  const second = lot(first + 1, length)
  const swapped = rows.map(row => {
    if (row.seq === first) return { ...rowAt(rows, second), seq: first }
    return row.seq === second ? { ...rowAt(rows, first), seq: second } : row
  })
  foundWhenRecomputed(recomputed(swapped, first - 1), first)
})

again('5 tail cut', () => {
  const left = rows.slice(0, lot(length - apart, length - 1))
  const seq = left.length + 1
  const forgotten = { seq, key: '' }
  // The store has numbered more; a receipt in it knows more; the key that is left is that of a later seal; the register knows more.
  expect(places(look(left))).toEqual(exactly('cut', seq, length))
  expect(places(look(left, { sealKey: forgotten, receipts: receiptsOf(rows) }))).toEqual(exactly('cut', seq, length))
  const held = { seq, key: chain.end.sealKey.key }
  expect(places(look(left, { sealKey: held, givenKey: chain.firstKey }))).toEqual(exactly('cut', seq, length))
  const serverHead = { seq: length, head: rowAt(rows, length).hash }
  expect(places(look(left, { sealKey: forgotten, serverHead }))).toEqual(exactly('rolled-back', seq, length))
})

again('6 rollback: the whole file as it was earlier', () => {
  const seq = lot(2, length - 1)
  const older = inventedChain(Array.from({ length: seq - 1 }, (_, n) => inventedEntry(n)))
  const newer = inventedChain(
    Array.from({ length: length - seq + 1 }, (_, n) => inventedEntry(seq + n)),
    older.end,
  )
  const store = { receipts: receiptsOf(older.entries), sealKey: older.end.sealKey, givenKey: older.firstKey }
  // In itself it is whole: only somebody else can know.
  expect(look(older.entries, store)).toEqual([])
  const last = rowAt(newer.entries, newer.entries.length)
  const serverHead = { seq: last.seq, head: last.hash }
  expect(places(look(older.entries, { ...store, serverHead }))).toEqual(exactly('rolled-back', seq, length))
  const against = [...older.entries, ...newer.entries].map(receiptOf)
  expect(places(look(older.entries, { ...store, against }))).toEqual(exactly('rolled-back', seq, length))
  expect(places(look(older.entries, { ...store, givenKey: newer.end.sealKey }))).toEqual(
    exactly('rolled-back', seq, length),
  )
})

again('7 two forks: a copy of the store went on by itself', () => {
  const seq = lot(2, length - apart)
  const common = inventedChain(Array.from({ length: seq - 1 }, (_, n) => inventedEntry(n)))
  const goOn = (operator: string) => {
    const news = Array.from({ length: length - seq + 1 }, (_, n) => inventedEntry(seq + n, { operator }))
    const { entries, end } = inventedChain(news, common.end)
    return { entries: [...common.entries, ...entries], sealKey: end.sealKey }
  }
  const [one, other] = [goOn('one'), goOn('other')]
  const { sealKey } = other
  expect(look(other.entries, { sealKey })).toEqual([])
  // The other log tells the exact entry, the register's head between which two it is.
  expect(places(look(other.entries, { sealKey, against: one.entries.map(receiptOf) }))).toEqual(exactly('forked', seq))
  const server = rowAt(one.entries, lot(seq, length))
  const receipts = receiptsOf(common.entries)
  const agreed = receipts.at(-1)?.seq ?? 0
  const found = look(other.entries, { sealKey, receipts, serverHead: { seq: server.seq, head: server.hash } })
  expect(places(found)).toEqual(exactly('forked', agreed + 1, server.seq))
})

again('8 clock rewrite: times shifted', () => {
  const seq = lot(2, length - 1)
  const to = lot(seq, length - 1)
  const shift = (days: number) =>
    rows.map(row => {
      const at = new Date(Date.parse(row.at) + days * 86_400_000).toISOString()
      return row.seq < seq || row.seq > to ? row : { ...row, at }
    })
  const days = lot(1, 3650)
  // Left as they are, the hashes tell every entry; made anew, the order of time tells where it steps back.
  expect(places(look(shift(-days)))).toEqual(exactly('altered', seq, to))
  expect(look(recomputed(shift(-days), seq - 1))).toMatchObject([{ kind: 'clock', seq }])
  expect(look(recomputed(shift(days), seq - 1))).toMatchObject([{ kind: 'clock', seq: to + 1 }])
  foundWhenRecomputed(recomputed(shift(-days), seq - 1), seq)
  foundWhenRecomputed(recomputed(shift(days), seq - 1), seq)
})
