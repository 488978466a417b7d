import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { OnlineQuestion } from '../protocol/online-check.ts'
import { inventedQuestion, inventedTransaction } from '../store/invented-transaction.ts'
import { openStore } from '../store/open-store.ts'
import { listOutbox, requeue } from './outbox-calls.ts'

test('a hand-over that failed is not sent again beside another one', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-outbox-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const opened = openStore({ path: join(home, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) return expect.fail(opened.error.tag)
  const { value: store } = opened
  onTestFinished(() => store.close())
  await store.writer.saveTransaction({ ...inventedTransaction('t1'), registry: { status: 'not-asked' } })
  const now = new Date('2026-11-22T02:00:00Z')
  const ask = (requestId: string) =>
    store.writer.saveQuestion(
      {
        kind: 'hand-over',
        requestId,
        transactionId: 't1',
        createdAt: now.toISOString(),
        expiresAt: '2026-11-25T02:00:00Z',
        body: '{}',
      } satisfies OnlineQuestion,
      [],
    )
  const purpose = { code: 'ADMIN_PROCEDURE', legalBasis: '26/2023/QH15', serviceCode: '' }
  const again = () =>
    requeue(store, { desk: 'quay-1', purpose, operator: { id: 'minh', role: 'supervisor' } }, 'a', now)
  const fails = () => store.writer.recordAnswer('a', { status: 'failed', error: chipDeskError('OnlineExpired') }, [])
  await ask('a')
  await fails()
  expect(await again()).toMatchObject({ ok: true })
  await fails()
  await ask('b')
  expect(await again()).toMatchObject({ error: { tag: 'ApiDeskRule' } })
})

test('what waits says whose visit it is about, the number masked', async () => {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-outbox-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const opened = openStore({ path: join(home, 'store.db'), key: new Uint8Array(32).fill(7) })
  if (!opened.ok) return expect.fail(opened.error.tag)
  const { value: store } = opened
  onTestFinished(() => store.close())
  const fields = { fullName: 'Nguyễn Thị Thử Nghiệm', personalNumber: '999190000001' }
  await store.writer.saveTransaction(inventedTransaction('t1', fields), { questions: [inventedQuestion('t1')] })
  await store.writer.saveTransaction(inventedTransaction('t2', fields), { questions: [inventedQuestion('t2')] })
  const { requestId } = inventedQuestion('t2')
  await store.writer.recordAnswer(requestId, { status: 'failed', requestId, error: chipDeskError('OnlineRefused') })
  const { waiting, ended } = await listOutbox(store)
  const person = { name: 'Nguyễn Thị Thử Nghiệm', number: '999****001' }
  expect(waiting).toMatchObject([{ ...person, transactionId: 't1', nextTryAt: expect.any(String) }])
  expect(ended).toMatchObject([
    { ...person, transactionId: 't2', error: { tag: 'OnlineRefused' }, endedAt: expect.any(String) },
  ])
})
