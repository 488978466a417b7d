import { describe, expect, test } from 'vitest'
import { inventedChain, inventedEntry, inventedGenesis } from './invented-entries.ts'
import { recomputed } from './tampered.ts'
import { type AuditEvidence, verifyAudit } from './verify-audit.ts'

const chain = inventedChain(Array.from({ length: 20 }, (_, n) => inventedEntry(n)))
const { entries, genesis } = chain
const hashAt = (seq: number) => entries[seq - 1]?.hash ?? ''
const receipt = (seq: number, head = hashAt(seq)) => ({ seq, head, receivedAt: '', body: `${seq}` })
const verdict = (more: Partial<AuditEvidence> = {}) =>
  verifyAudit({ genesis, entries, sealKey: chain.end.sealKey, count: 20, ...more })

describe('a whole log', () => {
  test('says how far the register has acknowledged it', () => {
    expect(verdict()).toEqual({
      whole: true,
      entries: 20,
      last: { seq: 20, head: hashAt(20) },
      confirmedTo: 0,
      uncheckedReceipts: 0,
      clockSteps: 0,
      findings: [],
    })
    expect(verdict({ receipts: [receipt(5), receipt(12)] }).confirmedTo).toBe(12)
    expect(verdict({ receipts: [receipt(5)], serverHead: receipt(15) }).confirmedTo).toBe(15)
  })

  test('may be empty', () => {
    expect(verifyAudit({ genesis, entries: [] })).toMatchObject({ whole: true, entries: 0, last: { seq: 0 } })
  })

  test('with a register that was put back to an older head', () => {
    expect(verdict({ receipts: [receipt(12)], serverHead: receipt(5) })).toMatchObject({ whole: true, confirmedTo: 12 })
  })
})

describe('found', () => {
  test('another beginning: the chain of another store', () => {
    expect(verdict({ genesis: inventedGenesis.replace('quay-1', 'quay-2') }).findings).toMatchObject([
      { kind: 'altered', seq: 0 },
    ])
  })

  test('a receipt that the register did not sign, which then proves nothing', () => {
    const judgeReceipt = ({ seq }: { seq: number }) => (seq === 9 ? 'genuine' : 'false')
    const found = verdict({ receipts: [receipt(5, 'f'.repeat(64)), receipt(9)], judgeReceipt })
    expect(found.findings).toEqual([{ kind: 'receipt', seq: 5, detail: 'the register did not sign it' }])
    expect(found.confirmedTo).toBe(9)
  })

  test('nothing in a receipt whose key is not known, which confirms nothing either', () => {
    const found = verdict({ receipts: [receipt(5, 'f'.repeat(64)), receipt(9)], judgeReceipt: () => 'unknown-key' })
    expect(found).toMatchObject({ whole: true, confirmedTo: 0, uncheckedReceipts: 2 })
  })

  test('two entries that were altered one after the other, and one far away', () => {
    const other = entries.map(entry => ([7, 8, 15].includes(entry.seq) ? { ...entry, outcome: 'else' } : entry))
    expect(verdict({ entries: other }).findings).toMatchObject([
      { kind: 'altered', seq: 7, to: 8 },
      { kind: 'altered', seq: 15 },
    ])
  })

  test('several kinds in one log, each at its entry', () => {
    const other = entries
      .filter(({ seq }) => seq !== 4)
      .map(entry => (entry.seq === 9 ? { ...entry, operator: 'else' } : entry))
      .map(entry => (entry.seq >= 12 && entry.seq <= 13 ? { ...entry, seq: 25 - entry.seq } : entry))
      .sort((a, b) => a.seq - b.seq)
      .filter(({ seq }) => seq < 19)
    const { findings } = verdict({ entries: other })
    expect(findings.map(({ kind, seq, to }) => [kind, seq, to])).toEqual([
      ['missing', 4, undefined],
      ['altered', 9, undefined],
      ['moved', 12, undefined],
      ['moved', 13, undefined],
      ['cut', 19, 20],
    ])
  })

  test('a log written anew from its first entry, by the auditor’s key alone', () => {
    const other = recomputed(entries.map(entry => ({ ...entry, operator: 'else' })))
    expect(verdict({ entries: other }).whole).toBe(true)
    expect(verdict({ entries: other, givenKey: chain.firstKey }).findings).toMatchObject([
      { kind: 'rewritten', seq: 1, to: 20 },
    ])
  })

  test('an entry that was put at the end by somebody without the key of its seal', () => {
    const { end } = inventedChain([inventedEntry(30)], chain.end)
    const [forged] = inventedChain([inventedEntry(30)], { ...chain.end, sealKey: { seq: 21, key: 'f' } }).entries
    const longer = [...entries, ...(forged ? [forged] : [])]
    expect(verdict({ entries: longer, sealKey: end.sealKey, givenKey: chain.firstKey }).findings).toMatchObject([
      { kind: 'rewritten', seq: 21 },
    ])
  })

  test('an entry that the store never sealed, by the key that it still holds', () => {
    const { entries: added } = inventedChain([inventedEntry(30)], chain.end)
    expect(verdict({ entries: [...entries, ...added], givenKey: chain.firstKey }).findings).toMatchObject([
      { kind: 'inserted', seq: 21 },
    ])
  })

  test('every entry of a long log altered, without searching for ever', () => {
    const long = inventedChain(Array.from({ length: 3000 }, (_, n) => inventedEntry(n))).entries
    const start = performance.now()
    const other = long.map(entry => ({ ...entry, outcome: 'else', previous: '0'.repeat(64) }))
    expect(verdict({ entries: other, count: 3000, sealKey: { seq: 3001, key: '' } }).findings).toMatchObject([
      { kind: 'altered', seq: 1, to: 3000 },
    ])
    expect(performance.now() - start).toBeLessThan(8000)
  })
})
