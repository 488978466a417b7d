import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../emrtd/result.ts'
import { chipDeskError } from '../../protocol/errors.ts'
import { inventedAct, inventedTransaction } from '../invented-transaction.ts'
import { openStore } from '../open-store.ts'
import type { Store, StoreReader } from '../store.ts'
import { csvRows } from './csv-rows-of-tests.ts'
import { exportColumns } from './export-columns.ts'
import { type ExportDone, type ExportFormat, type ExportOrder, exportFormats } from './export-order.ts'
import { exportTransactions } from './export-transactions.ts'
import { exportInThread } from './thread-export.ts'
import { writeExport } from './write-export.ts'

const key = new Uint8Array(32).fill(7)
let folder: string
let out: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-export-'))
  out = mkdtempSync(join(tmpdir(), 'chipdesk-export-out-'))
  const opened = openStore({ path: join(folder, 'store.db'), key })
  if (!opened.ok) throw new Error(opened.error.cause)
  store = opened.value
})
afterEach(async () => {
  await store.close()
  for (const place of [folder, out]) rmSync(place, { recursive: true, force: true })
})

const order = (format: ExportFormat, more: Partial<ExportOrder> = {}): ExportOrder => ({
  path: join(out, `lists.${format}`),
  format,
  filter: {},
  numbers: 'masked',
  reason: 'Đối chiếu cuối ngày',
  by: { at: '2026-11-22T03:00:00.000Z', desk: 'quay-1', operator: 'lan', role: 'supervisor' },
  purpose: 'ADMIN_PROCEDURE',
  legalBasis: '26/2023/QH15',
  ...more,
})
const inline = (reader: Pick<StoreReader, 'transactionsOf'>) => async (given: ExportOrder, id: string) =>
  writeExport(reader, given, id)

async function exported(given: ExportOrder): Promise<ExportDone & { text: string }> {
  const done = await exportTransactions(given, store.writer, inline(store.reader))
  if (!done.ok) throw new Error(`${done.error.tag} ${done.error.cause}`)
  return { ...done.value, text: readFileSync(given.path).toString('utf8') }
}
const keep = async (id: string, fields: Parameters<typeof inventedTransaction>[1] = {}, at?: string) => {
  const transaction = inventedTransaction(id, fields)
  expect((await store.writer.saveTransaction(at ? { ...transaction, at } : transaction)).ok).toBe(true)
}
const audit = () => store.reader.auditList({ action: 'store.export', limit: 9 })

const cellOf = (row: readonly string[] | undefined, id: string) =>
  row?.[exportColumns.findIndex(([name]) => name === id)]

/** The cells of a workbook as Python's own zip and XML readers see them; undefined where there is no Python. */
function workbook(path: string): { names: string[]; rows: string[][]; core: string } | undefined {
  const script = `
import json, sys, zipfile
import xml.etree.ElementTree as tree
book = zipfile.ZipFile(sys.argv[1])
assert book.testzip() is None
for name in book.namelist(): tree.fromstring(book.read(name))
space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
rows = [[cell.find(space + 'is').find(space + 't').text or '' for cell in row]
  for row in tree.fromstring(book.read('xl/worksheets/sheet1.xml')).find(space + 'sheetData')]
print(json.dumps({'names': book.namelist(), 'rows': rows, 'core': book.read('docProps/core.xml').decode()}))`
  const run = spawnSync('python3', ['-c', script, path], { encoding: 'utf8' })
  if (run.error) return undefined
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

describe('what is in the file', () => {
  test.each([...exportFormats])('%s: who, when, why, on top and in every row; numbers masked', async format => {
    await keep('t1', { documentNumber: '190000001', oldIdNumber: '999000001' })
    const { id, rows, text, bytes, sha256 } = await exported(order(format))
    expect(rows).toBe(1)
    const raw = readFileSync(order(format).path)
    expect(raw.length).toBe(bytes)
    expect(createHash('sha256').update(raw).digest('hex')).toBe(sha256)
    expect(audit()[0]?.facts).toContain(sha256)
    if (format === 'xlsx') return
    for (const word of [id, 'lan', '2026-11-22T03:00:00.000Z', 'Đối chiếu cuối ngày', 'ADMIN_PROCEDURE', '999****001'])
      expect(text).toContain(word)
    expect(text.split(id).length).toBeGreaterThanOrEqual(3)
    expect(text).toContain('19****01')
    expect(text).toContain('99****01')
    expect(text).not.toMatch(/999190000001|190000001|999000001/)
  })

  test('whole numbers where they are asked for, leading zeros kept', async () => {
    await keep('t1', { personalNumber: '000190000001' })
    const { text } = await exported(order('json', { numbers: 'full' }))
    const file = JSON.parse(text)
    expect(file).toMatchObject({ chipdeskExport: 1, count: 1, rows: [{ id: 't1', personalNumber: '000190000001' }] })
    expect(file.watermark).toMatchObject({ numbers: 'full', by: { operator: 'lan' }, reason: 'Đối chiếu cuối ngày' })
    expect(JSON.parse(audit()[0]?.facts ?? '')).toMatchObject({ numbers: 'full', rows: 1 })
  })

  test('how it ended and what was printed, by number; not why', async () => {
    await keep('t1')
    const numbering = { series: 'ct07/2026', form: '{n}/XN' }
    const why = 'bị ốm'
    const acts = [
      inventedAct('a1', { kind: 'decision', outcome: 'refused', reason: why }),
      inventedAct('a2', { kind: 'document', document: 'ct06', reason: why }),
      inventedAct('a3', { kind: 'document', document: 'reception-slip-80' }),
      inventedAct('a4', { kind: 'decision', outcome: 'served' }),
      inventedAct('a5', { kind: 'override', reason: why, light: 'red', second: { id: 'hoa', role: 'supervisor' } }),
    ]
    for (const act of acts)
      expect((await store.writer.saveAct('t1', act, [], act.id === 'a2' ? numbering : undefined)).ok).toBe(true)
    const { text } = await exported(order('json'))
    const [row] = JSON.parse(text).rows
    expect(row).toMatchObject({ decision: 'served', documents: 'ct06 1/XN; reception-slip-80' })
    expect(text).not.toContain(why)
    await keep('t2')
    const [other] = JSON.parse((await exported(order('json', { path: join(out, 'next.json') }))).text).rows
    expect(other).toMatchObject({ id: 't2', decision: '', documents: '' })
  })

  test('of a visit of which only little is kept, what there is', async () => {
    const whole = inventedTransaction('t1')
    const document = whole.report.document.filter(({ id }) => id === 'personalNumber')
    await store.writer.saveTransaction({ ...whole, report: { ...whole.report, document } })
    await store.writer.saveTransaction({
      ...inventedTransaction('t2'),
      withoutCard: { reason: 'emergency' },
      report: { ...whole.report, document: [] },
    })
    const { text } = await exported(order('json', { numbers: 'full' }))
    expect(JSON.parse(text).rows).toMatchObject([
      { id: 't2', personalNumber: '', fullName: '' },
      { id: 't1', personalNumber: '999190000001', fullName: '' },
    ])
  })

  test('nothing in it is still a file that can be read', async () => {
    expect(JSON.parse((await exported(order('json'))).text)).toMatchObject({ rows: [], count: 0 })
    expect(csvRows((await exported(order('csv'))).text).at(-1)).toEqual(['# 0 dòng / rows'])
  })

  test('what the filter lets through, newest first', async () => {
    await keep('old', {}, '2026-11-19T09:00:00+07:00')
    await keep('in', {}, '2026-11-20T09:00:00+07:00')
    await keep('new')
    const { text } = await exported(order('json', { filter: { from: '2026-11-20', to: '2026-11-21', desk: 'quay-1' } }))
    expect(JSON.parse(text).rows.map((row: { id: string }) => row.id)).toEqual(['new', 'in'])
    expect(JSON.parse(audit()[0]?.facts ?? '')).toMatchObject({ 'filter.from': '2026-11-20', 'filter.desk': 'quay-1' })
  })
})

describe('CSV', () => {
  test('UTF-8 with a mark for Excel; a hostile name cannot break out of its cell', async () => {
    const name = '","=HYPERLINK("http://example.invalid")\r\n=1'
    await keep('t1', { fullName: name, placeOfResidence: '=1+1' })
    const { text } = await exported(order('csv'))
    expect(readFileSync(order('csv').path).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const rows = csvRows(text)
    const row = rows.find(cells => cells[0] === 't1')
    expect(row).toHaveLength(exportColumns.length)
    expect(cellOf(row, 'fullName')).toBe('","=HYPERLINK("http://example.invalid") =1')
    expect(cellOf(row, 'placeOfResidence')).toBe("'=1+1")
    expect(rows.find(cells => cells[0] === 'Mã lượt')).toEqual(exportColumns.map(([, heading]) => heading))
    for (const cells of rows) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})

describe('XLSX, as Python reads it', () => {
  test('texts stay what they are: zeros, formulas, markup, control characters, long ones', async context => {
    const name = '<b>&"\u0000\u0007_x0041_ \ud800 Đặng Thị Ế'
    await keep('t1', {
      fullName: name,
      personalNumber: '000190000001',
      placeOfResidence: 'ờ'.repeat(40_000),
      sex: '=1',
    })
    const { id } = await exported(order('xlsx', { numbers: 'full' }))
    const read = workbook(order('xlsx').path)
    if (!read) return context.skip('no python3 on this computer: the workbook was not opened')
    expect(read.names).toEqual(
      expect.arrayContaining(['[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml', 'docProps/core.xml']),
    )
    const row = read.rows.find(cells => cells[0] === 't1')
    expect(cellOf(row, 'personalNumber')).toBe('000190000001')
    expect(cellOf(row, 'fullName')).toBe('<b>&"\ufffd\ufffd_x005F_x0041_ \ufffd Đặng Thị Ế')
    expect(cellOf(row, 'placeOfResidence')).toHaveLength(32_767)
    expect(cellOf(row, 'sex')).toBe('=1')
    expect(cellOf(row, 'export')).toBe(id)
    expect(read.rows[0]).toEqual(['ChipDesk', `dữ liệu xuất / export ${id}`])
    expect(read.rows.flat()).toContain('Đối chiếu cuối ngày')
    for (const word of [id, 'lan', 'Đối chiếu cuối ngày', '2026-11-22T03:00:00.000Z']) expect(read.core).toContain(word)
  })
})

describe('the file', () => {
  test('is the owner’s alone and durable under its name; nothing else is left', async () => {
    await keep('t1')
    await exported(order('csv'))
    expect(statSync(order('csv').path).mode & 0o777).toBe(0o600)
    expect(readdirSync(out)).toEqual(['lists.csv'])
  })

  test('is never written over', async () => {
    writeFileSync(order('csv').path, 'mine')
    const done = await exportTransactions(order('csv'), store.writer, inline(store.reader))
    expect(done).toMatchObject({
      ok: false,
      error: { tag: 'StoreFailed', cause: 'a file of this name is there already' },
    })
    expect(readFileSync(order('csv').path, 'utf8')).toBe('mine')
    expect(audit().map(({ outcome }) => outcome)).toEqual(['failed', 'begun'])
  })

  test('nor one that came while it was written', async () => {
    await keep('t1')
    const write = async (given: ExportOrder, id: string) => {
      const draft = writeExport(store.reader, given, id)
      writeFileSync(given.path, 'mine')
      return draft
    }
    expect(await exportTransactions(order('csv'), store.writer, write)).toMatchObject({ ok: false })
    expect(readFileSync(order('csv').path, 'utf8')).toBe('mine')
    expect(readdirSync(out)).toEqual(['lists.csv'])
  })

  test('the rest of another export is not touched', async () => {
    writeFileSync(`${order('csv').path}.partial`, 'theirs')
    expect(await exportTransactions(order('csv'), store.writer, inline(store.reader))).toMatchObject({
      ok: false,
      error: { cause: expect.stringContaining('.partial') },
    })
    expect(readFileSync(`${order('csv').path}.partial`, 'utf8')).toBe('theirs')
  })

  test.each([...exportFormats])(
    '%s: a full disk leaves nothing behind, and the log says that it failed',
    async format => {
      await keep('t1')
      function* full() {
        yield inventedTransaction('t1')
        throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' })
      }
      const done = await exportTransactions(order(format), store.writer, inline({ transactionsOf: full }))
      expect(done).toMatchObject({ ok: false, error: { tag: 'StoreFull' } })
      expect(readdirSync(out)).toEqual([])
      expect(audit().map(({ outcome }) => outcome)).toEqual(['failed', 'begun'])
    },
  )

  test('without a reason, or where the log cannot be written, there is none', async () => {
    const silent = await exportTransactions(order('csv', { reason: '  ' }), store.writer, inline(store.reader))
    expect(silent).toMatchObject({ ok: false, error: { tag: 'ApiMessageInvalid' } })
    expect(audit()).toEqual([])
    for (const refused of [1, 2]) {
      let calls = 0
      const appendAudit: Store['writer']['appendAudit'] = async entries =>
        ++calls === refused ? fail(chipDeskError('StoreFull')) : store.writer.appendAudit(entries)
      const done = await exportTransactions(order('csv'), { appendAudit }, inline(store.reader))
      expect(done).toMatchObject({ ok: false, error: { tag: 'StoreFull' } })
      expect(readdirSync(out)).toEqual([])
    }
  })

  test('the log keeps the reason and what was looked for apart from the entry', async () => {
    await exported(order('csv', { filter: { text: 'nguyen thi' } }))
    const [done, begun] = audit()
    expect([begun?.outcome, done?.outcome]).toEqual(['begun', 'done'])
    expect(done?.facts).not.toMatch(/nguyen|Đối chiếu/)
    expect(JSON.parse(done?.detail?.body ?? '')).toEqual({ reason: 'Đối chiếu cuối ngày', text: 'nguyen thi' })
    expect(done).toMatchObject({ operator: 'lan', purpose: 'ADMIN_PROCEDURE', legalBasis: '26/2023/QH15' })
  })
})

describe('in a thread', () => {
  const path = () => join(folder, 'store.db')

  test('the same file; citizens are served meanwhile', async () => {
    for (let n = 0; n < 40; n++) await keep(`t${n}`)
    const exporting = exportTransactions(order('json'), store.writer, exportInThread({ path: path(), key }))
    await keep('meanwhile')
    const done = await exporting
    expect(done.ok && done.value.rows).toBeGreaterThanOrEqual(40)
    expect(readdirSync(out)).toEqual(['lists.json'])
    expect(JSON.parse(readFileSync(order('json').path, 'utf8')).rows.length).toBe(done.ok && done.value.rows)
  })

  test('stopped: nothing is left', async () => {
    for (let n = 0; n < 40; n++) await keep(`t${n}`)
    const stop = new AbortController()
    const exporting = exportTransactions(
      order('json'),
      store.writer,
      exportInThread({ path: path(), key }, stop.signal),
    )
    setTimeout(() => stop.abort(), 60)
    const done = await exporting
    if (done.ok) return
    expect(done.error).toMatchObject({ tag: 'StoreFailed', cause: 'the export was ended' })
    expect(existsSync(order('json').path)).toBe(false)
    expect(readdirSync(out)).toEqual([])
  })

  test('a wrong key is said', async () => {
    const wrong = exportInThread({ path: path(), key: new Uint8Array(32) })
    expect(await exportTransactions(order('json'), store.writer, wrong)).toMatchObject({
      ok: false,
      error: { tag: 'StoreKeyWrong' },
    })
  })
})
