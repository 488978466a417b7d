import { describe, expect, test } from 'vitest'
import { evidenceLevels } from '../protocol/checks.ts'
import { documentOf, reportOf, transactionOf, type VisitCase } from './desk-cases-of-tests.ts'
import { ownDataRefusal } from './own-data.ts'

const refusal = (visit: VisitCase) => ownDataRefusal(transactionOf(visit))

describe('the holder of the card is told what the desk keeps of them', () => {
  test.each([
    {},
    { face: 'same' },
    { face: 'unsure' },
    { registry: 'pending' },
    { registry: 'failed' },
    { registry: 'PARTIAL' },
  ])('%j', visit => expect(refusal(visit)).toBeUndefined())
})

describe('nobody else', () => {
  test('where another face was seen', () => {
    expect(refusal({ face: 'not-same' })).toMatch(/may not be the holder/)
  })

  test.each(['REVOKED', 'REPLACED', 'DECEASED', 'CANCELLED'])('where the register says %s', registry =>
    expect(refusal({ registry })).toMatch(/may not be the holder/),
  )

  test.each(['expired', 'refused', 'altered', 'cloned'])('where the card is %s', card =>
    expect(refusal({ card })).toMatch(/did not prove/),
  )

  test('where no card was read', () => {
    expect(refusal({ withoutCard: 'EMERGENCY' })).toMatch(/did not prove/)
  })

  test('where the number is not the word of a chip that was proven', () => {
    const proven = evidenceLevels.filter(level => {
      const document = documentOf({}, { source: 'dg13', level })
      return ownDataRefusal(transactionOf({}, { report: reportOf('authentic', { document }) })) === undefined
    })
    expect(proven).toEqual(['authentic', 'confirmed'])
    const none = reportOf('authentic', { document: documentOf().filter(({ id }) => id !== 'personalNumber') })
    expect(ownDataRefusal(transactionOf({}, { report: none }))).toMatch(/did not prove/)
  })
})
