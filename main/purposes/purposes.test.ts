import { describe, expect, test } from 'vitest'
import { purposes as registryPurposes } from '../../fixtures/services/registry/registry-purpose.ts'
import { isWithholdable } from '../verification/kept-read.ts'
import { allow, type Intent, purposeOf } from './permission.ts'
import { type Purpose, type PurposeTable, purposeCodes, purposeTableSchema } from './purpose.ts'
import { purposeTable } from './purpose-table.ts'
import { dayOfDeletion, firstDayKept, retentionOverridesSchema, retentionRules } from './retention.ts'
import { type Brought, tableWith } from './table-with.ts'

const intent: Intent = {
  purpose: 'PATIENT_ADMISSION',
  legalBasis: '26/2023/QH15',
  consent: 'LEGAL_DUTY',
  endpoint: 'citizen-lookups',
  at: new Date('2026-11-22T01:00:00.000Z'),
}
const refusalOf = (more: Partial<Intent>) => {
  const allowed = allow({ ...intent, ...more })
  return allowed.ok ? 'allowed' : `${allowed.error.tag}: ${allowed.error.cause}`
}

describe('the table', () => {
  test('knows every purpose of the contract, once', () => {
    expect(purposeTable.purposes.map(({ code }) => code)).toEqual([...purposeCodes])
  })

  test.each([...registryPurposes])('$code asks for nothing that the register would refuse', registry => {
    const ours = purposeOf(registry.code) as Purpose
    const inForce = ours.legalBases.filter(code => !purposeTable.legalBases.find(basis => basis.code === code)?.until)
    expect(new Set(inForce)).toEqual(new Set(registry.legalBases.map(({ code }) => code)))
    const paths = ours.endpoints.filter(endpoint => endpoint !== 'insurance-card-checks').map(name => `/v1/${name}`)
    expect(new Set(paths)).toEqual(new Set(registry.endpoints))
    expect(new Set([...ours.lookup.fields, ...ours.lookup.sensitive])).toEqual(new Set(registry.lookupFields))
    expect(ours.civilRecords).toEqual(registry.civilRecords)
    expect(ours.eidFields).toEqual(registry.eidFields)
    expect(ours.consentTypes).toEqual(registry.consentTypes)
    expect(ours.name).toEqual(registry.name)
  })

  test('keeps no face, finger, signature or DG13 anywhere, and asks to withhold only what can be', () => {
    for (const { evidence } of purposeTable.purposes) {
      expect(evidence.withhold).toEqual(['DG2', 'DG3', 'DG7', 'DG11', 'DG12', 'DG13', 'DG16'])
      expect(evidence.withhold.every(isWithholdable)).toBe(true)
    }
  })

  test.each<[string, (table: PurposeTable) => void, string]>([
    ['a purpose twice', table => table.purposes.push(table.purposes[0] as Purpose), 'HEALTH_INSURANCE_CHECK twice'],
    [
      'a basis that is nowhere',
      table => table.purposes[0]?.legalBases.push('1/1'),
      'HEALTH_INSURANCE_CHECK: no legal basis 1/1',
    ],
    [
      'a basis that ends first',
      table => Object.assign(table.legalBases[0] ?? {}, { until: '2024-01-01' }),
      'ends before',
    ],
    ['a field of both classes', table => table.purposes[1]?.lookup.fields.push('bloodGroup'), 'bloodGroup both'],
    ['fields without their endpoint', table => table.purposes[0]?.lookup.fields.push('lifeStatus'), 'do not fit'],
    ['an endpoint without fields', table => table.purposes[0]?.endpoints.push('civil-status'), 'do not fit'],
    ['no period', table => Object.assign(table.purposes[0]?.retention ?? {}, { days: 0 }), 'expected number to be >=1'],
  ])('%s is refused', (_, spoil, message) => {
    const table = structuredClone(purposeTable)
    spoil(table)
    const parsed = purposeTableSchema.safeParse(table)
    expect(parsed.error?.issues.map(issue => issue.message).join('; ')).toContain(message)
  })
})

describe('what may be asked', () => {
  test('allowed as the table says', () => {
    expect(refusalOf({ lookupFields: ['currentResidence', 'lifeStatus'] })).toBe('allowed')
    expect(refusalOf({ legalBasis: 'LUAT-CAN-CUOC-26-2023' })).toBe('allowed')
    expect(refusalOf({ lookupFields: ['bloodGroup'], consent: 'EMERGENCY' })).toBe('allowed')
  })

  test.each<[Partial<Intent>, string]>([
    [{ purpose: 'CURIOSITY' }, 'purpose-unknown'],
    [{ legalBasis: '17/2024/TT-NHNN' }, 'basis-unknown 17/2024/TT-NHNN'],
    [{ legalBasis: '1/2030/QH16' }, 'basis-unknown 1/2030/QH16'],
    [{ at: new Date('2024-06-30T16:59:59.999Z') }, 'basis-not-yet-in-force 26/2023/QH15'],
    [{ legalBasis: '59/2022/NĐ-CP' }, 'basis-no-longer-in-force 59/2022/NĐ-CP'],
    [{ purpose: 'BANK_COUNTER_TXN', consent: 'EMERGENCY' }, 'consent-type-not-allowed EMERGENCY'],
    [{ endpoint: 'civil-status' }, 'endpoint-not-allowed civil-status'],
    [{ lookupFields: ['lifeStatus', 'spouse'] }, 'field-not-allowed spouse'],
    [{ endpoint: 'eid-authentications', eidFields: ['expiryDate'] }, 'field-not-allowed expiryDate'],
    [
      { purpose: 'RESIDENCE_REGISTRATION', endpoint: 'civil-status', civilRecords: ['DEATH_EXTRACT'] },
      'field-not-allowed DEATH_EXTRACT',
    ],
    [{ lookupFields: ['bloodGroup'] }, 'field-needs-consent bloodGroup'],
  ])('%o: %s', (more, cause) => {
    expect(refusalOf(more)).toBe(`OnlineNotAllowed: ${cause}`)
  })

  test('a law begins and ends at midnight in Vietnam', () => {
    expect(refusalOf({ at: new Date('2024-06-30T17:00:00.000Z') })).toBe('allowed')
    const last = { legalBasis: '59/2022/NĐ-CP', at: new Date('2024-06-30T16:59:59.999Z') }
    expect(refusalOf(last)).toBe('allowed')
  })
})

const basis = {
  code: '1/2027/QH16',
  also: [],
  title: { vi: 'Luật', en: 'Law' },
  from: '2027-01-01',
  certainty: 'sure' as const,
}
const brought: Purpose = {
  ...(purposeOf('HEALTH_INSURANCE_CHECK') as Purpose),
  code: 'LENDING',
  legalBases: [basis.code, '26/2023/QH15'],
  consentTypes: ['CONSENT'],
  retention: { days: 12, kind: 'limit', source: basis.code, certainty: 'sure' },
}

describe('a purpose that a desk brings', () => {
  const tableOr = (more: Partial<Brought>, table?: PurposeTable) => {
    const made = tableWith({ legalBases: [basis], purposes: [brought], ...more }, table)
    return made.ok ? made.value : `${made.error.tag}: ${made.error.cause}`
  }

  test('is allowed what it says, from the day of its law, at this desk alone', () => {
    const table = tableOr({}) as PurposeTable
    const asked: Intent = { ...intent, purpose: 'LENDING', consent: 'CONSENT', endpoint: 'insurance-card-checks' }
    const refused = (more: Partial<Intent>, its?: PurposeTable) => {
      const allowed = allow({ ...asked, ...more }, its)
      return allowed.ok ? allowed.value.code : allowed.error.cause
    }
    expect(refused({}, table)).toBe('LENDING')
    expect(refused({})).toBe('purpose-unknown')
    expect(refused({ consent: 'LEGAL_DUTY' }, table)).toBe('consent-type-not-allowed LEGAL_DUTY')
    expect(refused({ legalBasis: basis.code }, table)).toBe(`basis-not-yet-in-force ${basis.code}`)
    expect(refused({ legalBasis: basis.code, at: new Date('2027-01-01T01:00:00Z') }, table)).toBe('LENDING')
    expect(purposeTable.purposes).toHaveLength(purposeCodes.length)
  })

  test('has its own period, and can be given another', () => {
    const table = tableOr({}) as PurposeTable
    const days = (overrides: Parameters<typeof retentionRules>[0]) => {
      const rules = retentionRules(overrides, table)
      return rules.ok ? rules.value.byPurpose.get('LENDING')?.days : rules.error.cause
    }
    expect(days({})).toBe(12)
    expect(days({ LENDING: { days: 5 } })).toBe(5)
    expect(days({ LENDING: { days: 13 } })).toContain('retention.LENDING: 13 days, longer than 12 by 1/2027/QH16')
  })

  test.each<[string, Partial<Brought>, string]>([
    ['one of the product', { purposes: [{ ...brought, code: 'ADMIN_PROCEDURE' }] }, 'ADMIN_PROCEDURE is known already'],
    ['a text of the product', { legalBases: [{ ...basis, code: '26/2023/QH15' }] }, '26/2023/QH15 is known already'],
    [
      'a text by another name of one',
      { legalBases: [{ ...basis, also: ['LUAT-CAN-CUOC-26-2023'] }] },
      '1/2027/QH16 is known already',
    ],
    ['a purpose twice', { purposes: [brought, brought] }, 'LENDING twice'],
    ['one without its law', { legalBases: [] }, 'LENDING: no legal basis 1/2027/QH16'],
  ])('not %s', (_, more, cause) => expect(tableOr(more)).toMatch(`ConfigDesk: ${cause}`))
})

describe('retention', () => {
  const daysOf = (overrides: Parameters<typeof retentionRules>[0], code = 'HEALTH_INSURANCE_CHECK') => {
    const rules = retentionRules(overrides)
    return rules.ok ? rules.value.byPurpose.get(code)?.days : rules.error.cause
  }

  test('the table where the desk says nothing; every uncertain period is marked', () => {
    const rules = retentionRules()
    expect(rules.ok && rules.value.byPurpose.size).toBe(purposeCodes.length)
    expect(daysOf({})).toBe(90)
    expect(purposeTable.purposes.every(({ retention }) => retention.certainty === 'verify')).toBe(true)
  })

  test('shorter by will, longer by law only, and a duty not shortened without one', () => {
    expect(daysOf({ HEALTH_INSURANCE_CHECK: { days: 30 } })).toBe(30)
    expect(daysOf({ HEALTH_INSURANCE_CHECK: { days: 91 } })).toBe(
      'retention.HEALTH_INSURANCE_CHECK: 91 days, longer than 90 by 91/2025/QH15; 356/2025/NĐ-CP, need a legal source',
    )
    expect(daysOf({ HEALTH_INSURANCE_CHECK: { days: 3653, source: '15/2023/QH15' } })).toBe(3653)
    expect(daysOf({ BANK_COUNTER_TXN: { days: 30 } }, 'BANK_COUNTER_TXN')).toContain('shorter than the duty of 1827')
    expect(daysOf({ BANK_COUNTER_TXN: { days: 30, source: '1/2026/QH16' } }, 'BANK_COUNTER_TXN')).toBe(30)
    expect(daysOf({ auditDetails: { days: 9999 } })).toContain('retention.auditDetails')
  })

  test.each([{ ADMIN_PROCEDURE: { days: 0 } }, { ADMIN_PROCEDURE: { days: 3, source: ' ' } }])(
    'not a setting: %o',
    setting => expect(retentionOverridesSchema.safeParse(setting).success).toBe(false),
  )

  test('a purpose that this desk does not know is refused by its name', () => {
    expect(daysOf({ NO_PURPOSE: { days: 3 } })).toBe('retention.NO_PURPOSE: this desk knows no such purpose')
    expect(daysOf({ auditDetail: { days: 3 } })).toBe('retention.auditDetail: this desk knows no such purpose')
    expect(daysOf({ auditDetails: { days: 3, source: '1/2026/QH16' } })).toBe(90)
  })

  test('full days: what is of the day before the first kept one goes', () => {
    expect(firstDayKept({ days: 90 }, '2026-11-22')).toBe('2026-08-24')
    expect(dayOfDeletion({ days: 90 }, '2026-08-24')).toBe('2026-11-23')
    expect(dayOfDeletion({ days: 90 }, '2026-08-23')).toBe('2026-11-22')
    expect(firstDayKept({ days: 1827 }, '2029-03-01') <= '2024-03-01').toBe(true)
  })
})
