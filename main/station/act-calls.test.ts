import { expect, test } from 'vitest'
import { transactionOf } from '../desks/desk-cases-of-tests.ts'
import { ok } from '../emrtd/result.ts'
import type { NewAct } from '../protocol/act.ts'
import type { OnlineQuestion } from '../protocol/online-check.ts'
import { actCalls } from './act-calls.ts'
import type { ActToKeep, Records } from './records.ts'
import { printingOfTests, rulesOfTests } from './rules-of-tests.ts'

const clerk = { id: 'clerk', name: 'Lan', role: 'clerk' } as const

/** A patient at a clinic whose own system is connected. @param save how long a question takes to be on the disk */
async function clinic(save: () => Promise<void>) {
  const rules = await rulesOfTests({ definition: 'clinic' })
  const asked: OnlineQuestion[] = []
  let transaction = transactionOf(
    { insurance: 'accept' },
    {
      purpose: { code: 'HEALTH_INSURANCE_CHECK', legalBasis: '51/2024/QH15' },
      definition: { id: 'clinic', version: rules.definition.version },
    },
  )
  const place = { desk: 'quay-1', purpose: { code: 'HEALTH_INSURANCE_CHECK', legalBasis: '', serviceCode: '' } }
  const calls = actCalls({
    records: {
      viewAtCounter: () => transaction,
      async ask(_, question) {
        await save()
        asked.push(question)
        const check = {
          id: question.requestId,
          kind: 'hand-over' as const,
          since: '',
          state: { status: 'pending' as const },
        }
        transaction = { ...transaction, checks: [...(transaction.checks ?? []), check] }
        return ok(undefined)
      },
    } as Partial<Records> as Records,
    rules,
    counter: () => ({ step: 'waiting', card: false }),
    accessOf: (_, operator) => ({ ...place, operator }),
    printing: () => expect.fail('nothing is printed'),
    nameOf: id => id,
    handsOver: true,
  })
  return { calls, asked, id: transaction.id }
}

test('the organisation’s system is handed a visit once, however fast it is asked for', async () => {
  const { calls, asked, id } = await clinic(() => new Promise(resolve => setTimeout(resolve, 5)))
  const handOver = () => calls['transaction.hand-over']({ transactionId: id }, clerk)
  const [one, other] = await Promise.all([handOver(), handOver()])
  expect(asked).toHaveLength(1)
  expect(other).toEqual(one)
  expect(await handOver()).toEqual(one)
})

test('a hand-over that could not be kept may be asked for again', async () => {
  let fails = 1
  const { calls, asked, id } = await clinic(() => (fails-- > 0 ? Promise.reject(new Error('disk')) : Promise.resolve()))
  const handOver = async () => calls['transaction.hand-over']({ transactionId: id }, clerk)
  await expect(handOver()).rejects.toThrow('disk')
  await expect(handOver()).resolves.toHaveProperty('requestId')
  expect(asked).toHaveLength(1)
})

test('a confirmation is valid from when its residence was known, however late it is printed', async () => {
  const rules = await rulesOfTests({ definition: 'commune' })
  const kept: NewAct[] = []
  const printed = async (at: string) => {
    const transaction = transactionOf(
      { residence: 'pending' },
      {
        at,
        registry: { status: 'pending', requestId: 'r', since: at },
        purpose: { code: 'RESIDENCE_CONFIRMATION', legalBasis: '68/2020/QH14' },
        definition: { id: 'commune', version: rules.definition.version },
      },
    )
    const calls = actCalls({
      records: {
        viewAtCounter: () => transaction,
        async act(_: unknown, { act, at: when = new Date() }: ActToKeep) {
          kept.push(act)
          return ok({ ...act, id: 'a', at: when.toISOString(), operator: 'clerk' })
        },
      } as Partial<Records> as Records,
      rules,
      counter: () => ({ step: 'waiting', card: false }),
      accessOf: (_, operator) => ({ desk: 'q', purpose: { code: '', legalBasis: '', serviceCode: '' }, operator }),
      printing: (_, language, now) => ({ ...printingOfTests, language, now, operator: 'Lan' }),
      nameOf: id => id,
      handsOver: false,
    })
    return calls['transaction.print']({ transactionId: transaction.id, document: 'ct07' }, clerk)
  }
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000)
  await printed(ago(100).toISOString())
  const [until] = kept.map(act => (act.kind === 'document' ? act.validUntil : undefined))
  expect(Math.round((Date.parse(until ?? '') - Date.now()) / 86_400_000)).toBeLessThanOrEqual(266)
  await expect(printed(ago(500).toISOString())).rejects.toMatchObject({ tag: 'ApiDeskRule' })
})
