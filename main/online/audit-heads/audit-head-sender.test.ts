import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ReferenceRegistry, startRegistry } from '../../../fixtures/services/registry/registry.ts'
import { inventedEntry } from '../../audit/invented-entries.ts'
import { openStore } from '../../store/open-store.ts'
import type { Store } from '../../store/store.ts'
import { handClock } from '../hand-clock-of-tests.ts'
import { createAuditHeadClient } from './audit-head-client.ts'
import { type AuditHeadSender, type AuditHeadState, createAuditHeadSender } from './audit-head-sender.ts'

const organisation = { code: '00001', unitCode: '01' }
const minute = 60_000
const closing: (() => Promise<unknown> | unknown)[] = []
let folder: string
let registry: ReferenceRegistry

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chipdesk-heads-'))
  registry = await startRegistry({ people: [] })
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await registry.stop()
  rmSync(folder, { recursive: true, force: true })
})

function storeAt(name: string): Store {
  const opened = openStore({ path: join(folder, name, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) throw new Error(opened.error.cause)
  closing.push(() => opened.value.close())
  return opened.value
}
async function copied(store: Store, to: string): Promise<Store> {
  await store.close()
  cpSync(join(folder, 'one', 'store.db'), join(folder, to, 'store.db'), { recursive: true })
  return storeAt(to)
}
const append = (store: Store, count: number, operator = 'thu.nghiem') =>
  store.writer.appendAudit(Array.from({ length: count }, (_, n) => inventedEntry(n, { operator })))

interface Desk {
  readonly sender: AuditHeadSender
  readonly states: AuditHeadState[]
  readonly signed: Date[]
  readonly clock: ReturnType<typeof handClock>
}
function desk(store: Store, to = registry, name = 'quay-1'): Desk {
  const client = createAuditHeadClient({
    baseUrl: to.url,
    timeoutMs: 500,
    publicKeys: to.publicKeys,
    organisation,
    desk: name,
  })
  closing.push(client.close)
  const clock = handClock()
  const states: AuditHeadState[] = []
  const signed: Date[] = []
  const sender = createAuditHeadSender({
    store,
    client,
    desk: name,
    onChange: state => states.push(state),
    onServerTime: time => signed.push(time),
    clock,
    random: () => 0.5,
  })
  return { sender, states, signed, clock }
}
const heads = () => registry.auditLog().map(({ outcome }) => outcome)
/** For what must not come. */
const settled = () => new Promise(resolve => setTimeout(resolve, 120))
/** For what must. */
const patient = { timeout: 10_000 }

describe('sends', () => {
  test('nothing while there is nothing, then the head, with a receipt kept', async () => {
    const store = storeAt('one')
    const { sender, signed } = desk(store)
    expect(await sender.sendNow()).toEqual({ confirmedTo: 0 })
    await append(store, 7)
    expect(await sender.sendNow()).toEqual({ confirmedTo: 7 })
    expect(await sender.sendNow()).toEqual({ confirmedTo: 7 })
    await append(store, 1)
    expect(await sender.sendNow()).toEqual({ confirmedTo: 8 })
    expect(heads()).toEqual(['200 7', '200 8'])
    expect(store.reader.auditReceipt()).toMatchObject({ seq: 8, head: store.reader.auditHead()?.head })
    expect(Math.abs((signed[1]?.getTime() ?? 0) - Date.now())).toBeLessThan(10_000)
  })

  test('by itself after a hundred entries, or after a quarter of an hour, and not at every entry', async () => {
    const store = storeAt('one')
    const { sender, clock } = desk(store)
    sender.start()
    await append(store, 99)
    for (let n = 0; n < 10; n++) {
      clock.advance(30_000)
      await settled()
    }
    expect(heads()).toEqual([])
    await append(store, 1)
    clock.advance(30_000)
    await vi.waitFor(() => expect(heads()).toEqual(['200 100']), patient)
    await append(store, 1)
    clock.advance(14 * minute)
    await settled()
    expect(heads()).toEqual(['200 100'])
    clock.advance(minute)
    await vi.waitFor(() => expect(heads()).toEqual(['200 100', '200 101']), patient)
    await append(store, 3)
    await sender.stop()
    expect(heads()).toEqual(['200 100', '200 101', '200 104'])
  })

  test('again later where the register does not answer, and not before it wants to be asked', async () => {
    const store = storeAt('one')
    const { sender, clock } = desk(store)
    registry.setScenario('503')
    await append(store, 100)
    sender.start()
    clock.advance(30_000)
    const refused = { confirmedTo: 0, error: { tag: 'OnlineFailed', cause: 'HTTP 503' } }
    await vi.waitFor(() => expect(sender.state()).toMatchObject(refused), patient)
    registry.setScenario('normal')
    clock.advance(30_000)
    await vi.waitFor(() => expect(sender.state()).toEqual({ confirmedTo: 100 }), patient)
    await sender.stop()
  })

  test('nothing that a lying register could make it believe', async () => {
    const store = storeAt('one')
    const { sender } = desk(store)
    await append(store, 3)
    registry.setScenario('wrong-signature')
    for (let n = 0; n < 5; n++)
      expect(await sender.sendNow()).toMatchObject({ confirmedTo: 0, error: { tag: 'OnlineAnswerInvalid' } })
    expect(store.reader.auditReceipt()).toBeUndefined()
    registry.setScenario('normal')
    expect(await sender.sendNow()).toEqual({ confirmedTo: 3 })
  })

  test('on, where the receipt was lost on the way', async () => {
    const store = storeAt('one')
    const { sender } = desk(store)
    await append(store, 3)
    await sender.sendNow()
    await append(store, 3)
    registry.setScenario('dropped-answer')
    expect(await sender.sendNow()).toMatchObject({ confirmedTo: 3, error: { tag: 'OnlineOffline' } })
    registry.setScenario('normal')
    await append(store, 3)
    expect(await sender.sendNow()).toEqual({ confirmedTo: 9 })
  })
})

describe('a register that was put back to a backup (C3)', () => {
  test.each([
    ['of yesterday', 5],
    ['of before this desk', 0],
  ])('%s gets the head again', async (_, kept) => {
    const store = storeAt('one')
    const other = await startRegistry({ people: [] })
    closing.push(() => other.stop())
    await append(store, 5)
    if (kept > 0) await desk(store, other).sender.sendNow()
    const { sender } = desk(store)
    await sender.sendNow()
    await append(store, 7)
    expect(await sender.sendNow()).toEqual({ confirmedTo: 12 })
    await append(store, 1)
    const after = desk(store, other)
    expect(await after.sender.sendNow()).toEqual({ confirmedTo: 13 })
    expect(other.auditLog().at(-1)?.outcome).toBe('200 13')
    expect(after.states.every(({ broken }) => broken === undefined)).toBe(true)
  })
})

describe('a store that was copied to another desk (C4)', () => {
  test('is told to the one that comes second, and to the first as soon as it speaks again', async () => {
    const original = storeAt('one')
    await append(original, 5)
    await desk(original).sender.sendNow()
    const copy = await copied(original, 'two')
    const one = storeAt('one')
    const [here, there] = [desk(one), desk(copy)]
    await append(one, 4, 'one')
    await append(copy, 6, 'two')
    expect(await here.sender.sendNow()).toEqual({ confirmedTo: 9 })
    expect(await there.sender.sendNow()).toMatchObject({
      confirmedTo: 5,
      broken: { tag: 'StoreAuditBroken', cause: 'the register knows another entry 9' },
    })
    expect(copy.reader.auditList({ limit: 1 })).toMatchObject([
      { action: 'registry.answer', outcome: 'StoreAuditBroken', operator: 'station' },
    ])
    await append(one, 1, 'one')
    expect(await here.sender.sendNow()).toMatchObject({ confirmedTo: 10, broken: { tag: 'StoreAuditBroken' } })
    // Both stay with it and send no more.
    await append(one, 1, 'one')
    expect(await here.sender.sendNow()).toHaveProperty('broken')
    const answered = heads()
    await there.sender.sendNow()
    expect(heads()).toEqual(answered)
  })
})

describe('a log that is not what it was', () => {
  test('a store put back to an older copy has less than the register knows', async () => {
    const original = storeAt('one')
    await append(original, 5)
    const older = await copied(original, 'older')
    const store = storeAt('one')
    await append(store, 5)
    await desk(store).sender.sendNow()
    await append(older, 1)
    expect(await desk(older).sender.sendNow()).toMatchObject({
      broken: { tag: 'StoreAuditBroken', cause: 'the register knows entry 10' },
    })
  })

  test('a store that was restored from a backup goes on under a new name of the desk', async () => {
    const original = storeAt('one')
    await append(original, 5)
    await desk(original).sender.sendNow()
    const backup = await copied(original, 'backup')
    const store = storeAt('one')
    await append(store, 5)
    await desk(store).sender.sendNow()
    expect(await desk(backup).sender.sendNow()).toEqual({ confirmedTo: 5 })
    await append(backup, 1)
    expect(await desk(backup).sender.sendNow()).toHaveProperty('broken')
    // Its own entry that it was found out is the seventh.
    expect(await desk(backup, registry, 'quay-1b').sender.sendNow()).toEqual({ confirmedTo: 7 })
  })

  test('a receipt in the store knows another entry than the log', async () => {
    const store = storeAt('one')
    await append(store, 5)
    await store.writer.saveAuditReceipt({ seq: 3, head: 'f'.repeat(64), receivedAt: '', body: '' })
    expect(await desk(store).sender.sendNow()).toMatchObject({
      broken: { tag: 'StoreAuditBroken', cause: 'a receipt knows another entry 3' },
    })
    expect(heads()).toEqual([])
  })
})
