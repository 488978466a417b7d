import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { registryQuestionSchema } from '../protocol/registry-question.ts'
import { inventedDesk, inventedFiles, inventedQuestion, inventedReport } from './invented-questions.ts'
import { registryQuestion } from './question.ts'

const now = new Date('2026-11-21T01:15:00.000Z')
const sha256 = (...bytes: number[]) => createHash('sha256').update(Uint8Array.from(bytes)).digest('hex')

describe('what is asked', () => {
  const question = inventedQuestion({}, 'transaction-1', now)
  const card = JSON.parse(question.card.body)
  const citizen = JSON.parse(question.citizen?.body ?? '')

  test('the card: hashes, results and signer, no data group itself, none that the contract does not name', () => {
    expect(card.card).toEqual({
      personalNumber: '999190000001',
      documentNumber9: '190000001',
      dscPem: '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
      sodSha256: sha256(0x77, 0x00),
      dgHashes: { 1: sha256(0x61, 0x00), 2: sha256(0x75, 0x00), 13: sha256(0x6d, 0x00) },
      paResult: 'successful',
      caResult: 'successful',
      aaResult: 'not-supported',
    })
    expect(question.card.body).not.toContain('Nguyễn')
  })

  test('the citizen: yes or no for each field that the document gave', () => {
    expect(citizen.subject).toEqual({
      personalNumber: '999190000001',
      fullName: 'Nguyễn Thị Thử Nghiệm',
      birth: { date: '1990-01-15' },
      sex: 'F',
      placeOfResidence: 'Số 1, Thôn Thử, Xã Mẫu, Tỉnh Ví Dụ',
    })
    expect(citizen.requestedFields).toEqual(['fullName', 'birthDate', 'sex', 'placeOfResidence'])
  })

  test('both carry desk, purpose, consent and the time of the visit, each its own request id', () => {
    for (const [body, request] of [[card, question.card] as const, [citizen, question.citizen] as const]) {
      expect(body.requestId).toBe(request?.requestId)
      expect(body.occurredAt).toBe('2026-11-21T01:15:00.000Z')
      expect(body.purpose).toEqual(inventedDesk(now).purpose)
      expect(body.consent).toEqual(inventedDesk(now).consent)
      expect(body.workstation).toEqual({ id: 'quay-1', appVersion: '0.1.0', readerModel: 'Virtual reader 00 00' })
    }
    expect(question.card.requestId).not.toBe(question.citizen?.requestId)
    expect(question.requestId).toBe(question.card.requestId)
    expect(question.expiresAt).toBe('2026-11-22T01:15:00.000Z')
  })

  test('it survives JSON as it is', () => {
    expect(registryQuestionSchema.parse(JSON.parse(JSON.stringify(question)))).toEqual(question)
  })
})

describe('what is not asked', () => {
  const ask = (fields: Parameters<typeof inventedReport>[0], files = inventedFiles) =>
    registryQuestion({ transactionId: 't', report: inventedReport(fields), files, context: inventedDesk(now), now })

  test.each([undefined, '', '99919000000', '9991900000011', '99919000000X', '９９９１９００００００１'])(
    'nothing about the number %j',
    personalNumber => {
      expect(ask({ personalNumber })).toBeUndefined()
    },
  )
  test('nothing without EF.SOD', () => {
    expect(ask({}, new Map())).toBeUndefined()
  })
  test.each([{ fullName: undefined }, { birthDate: undefined }, { birthDate: '15/01/1990' }])(
    'no citizen match with %j',
    fields => {
      expect(ask(fields)?.citizen).toBeUndefined()
      expect(ask(fields)?.card).toBeDefined()
    },
  )
  test('a year of birth alone is asked as a year; fields that the document lacks are left out', () => {
    const body = JSON.parse(ask({ birthDate: '1950', sex: undefined, placeOfResidence: ' ' })?.citizen?.body ?? '')
    expect(body.subject).toEqual({
      personalNumber: '999190000001',
      fullName: 'Nguyễn Thị Thử Nghiệm',
      birth: { year: '1950' },
    })
    expect(body.requestedFields).toEqual(['fullName', 'birthDate'])
  })
})

test.each([
  [['successful', 'failed', 'successful'], 'failed'],
  [['successful', 'successful', 'undetermined'], 'undetermined'],
  [['successful', 'aborted', 'undetermined'], 'aborted'],
  [[], 'not-supported'],
] as const)('checks %j are told as %s', (results, told) => {
  const ids = ['sod.signature', 'sod.hashes', 'issuer.chain'] as const
  const report = inventedReport()
  report.checks = results.map((result, index) => ({ id: ids[index] ?? 'sod.hashes', result }))
  const question = registryQuestion({
    transactionId: 't',
    report,
    files: inventedFiles,
    context: inventedDesk(now),
    now,
  })
  expect(JSON.parse(question?.card.body ?? '').card.paResult).toBe(told)
})
