import { describe, expect, test } from 'vitest'
import { checkDefinition, checkedDefinition } from './definition-check.ts'
import { inForce, meet, spans } from './definition-days.ts'
import { json } from './definition-files-of-tests.ts'

/** What the check says of a definition with something set otherwise, by path; `undefined` takes it out. */
function said(id: string, ...changes: readonly (readonly [path: string, value: unknown])[]): string[] {
  const changed = json(id)
  for (const [path, value] of changes) set(changed, path.split('.'), value)
  return checkDefinition(changed)
}

type Part = Record<string, unknown>
function set(whole: unknown, path: readonly string[], value: unknown): void {
  const last = path.at(-1) ?? ''
  const part = path.slice(0, -1).reduce((inner, name) => (inner as Part)[name], whole) as Part
  // What is changed must be there, or be one of the optional parts.
  expect(part, path.join('.')).toBeTypeOf('object')
  if (value === undefined) Reflect.deleteProperty(part, last)
  else part[last] = value
}

const rule = { source: 'Luật', from: '2026-01-01', certainty: 'sure' }
const shop = (json('telecom') as { purposes: Part[] }).purposes[0] as Part

describe('what is wrong is said, with its place', () => {
  test.each<[string, [string, unknown][], string[]]>([
    // Form.
    ['office', [['colour', 'blue']], ['the file: Unrecognized key: "colour"']],
    ['office', [['id', 'Office']], ['id: Invalid string: must match pattern /^[a-z][a-z0-9-]{1,31}$/']],
    ['office', [['version', '22/11/2026']], ['version: Invalid ISO date']],
    ['office', [['visits', []]], ['visits: Too small: expected array to have >=1 items']],
    ['office', [['title.en', ' ']], ['title.en: Too small: expected string to have >=1 characters']],
    ['office', [['title.en', undefined]], ['title.en: Invalid input: expected string, received undefined']],
    ['office', [['visits.0.notice.keeps', []]], ['visits.0.notice.keeps: Too small: expected array to have >=1 items']],
    [
      'office',
      [['visits.0.right', 'HABIT']],
      ['visits.0.right: Invalid option: expected one of "CONSENT"|"LEGAL_DUTY"|"EMERGENCY"'],
    ],
    [
      'office',
      [['identity.source', undefined]],
      ['identity.source: Invalid input: expected string, received undefined'],
    ],
    [
      'office',
      [['identity.certainty', 'maybe']],
      ['identity.certainty: Invalid option: expected one of "sure"|"verify"'],
    ],
    ['bank', [['face.threshold', 1.5]], ['face.threshold: Too big: expected number to be <=1']],
    [
      'clinic',
      [['withoutCard.0.reason', 'child']],
      ['withoutCard.0.reason: Invalid string: must match pattern /^[A-Z][A-Z0-9_]{2,39}$/'],
    ],
    [
      'commune',
      [['visits.0.documents.0.numbering', 'XN']],
      ['visits.0.documents.0.numbering: Invalid string: must include "{n}"'],
    ],
    // Days.
    ['office', [['until', '2024-06-30']], ['until: 2024-06-30 is before 2024-07-01']],
    ['clinic', [['hints.2.until', '2025-06-30']], ['hints.2.until: 2025-06-30 is before 2025-07-01']],
    [
      'commune',
      [['visits.0.documents.0.valid.until', '2023-12-31']],
      ['visits.0.documents.0.valid.until: 2023-12-31 is before 2024-01-01'],
    ],
    ['office', [['identity.from', '2025-01-01']], ['identity: does not hold on every day of the definition']],
    ['office', [['override.until', '2030-01-01']], ['override: does not hold on every day of the definition']],
    // Law.
    ['office', [['visits.0.purpose', 'CURIOSITY']], ['visits.0.purpose: no purpose CURIOSITY']],
    ['office', [['visits.0.legalBasis', '1/2030/QH16']], ['visits.0.legalBasis: no legal basis 1/2030/QH16']],
    [
      'office',
      [['visits.0.legalBasis', '17/2024/TT-NHNN']],
      ['visits.0.legalBasis: ADMIN_PROCEDURE does not rest on 17/2024/TT-NHNN'],
    ],
    [
      'office',
      [['visits.0.legalBasis', '59/2022/NĐ-CP']],
      [
        'visits.0.legalBasis: 59/2022/NĐ-CP is in force from 2022-10-20 until 2024-06-30, the definition from 2024-07-01',
      ],
    ],
    [
      'clinic',
      [['from', '2025-08-14']],
      [
        'identity: does not hold on every day of the definition',
        'visits.0.legalBasis: 188/2025/NĐ-CP is in force from 2025-08-15, the definition from 2025-08-14',
        'visits.1.legalBasis: 188/2025/NĐ-CP is in force from 2025-08-15, the definition from 2025-08-14',
      ],
    ],
    ['bank', [['visits.0.right', 'EMERGENCY']], ['visits.0.right: BANK_ACCOUNT_OPENING allows CONSENT, LEGAL_DUTY']],
    ['telecom', [['visits.0.right', 'LEGAL_DUTY']], ['visits.0.right: SUBSCRIBER_CHECK allows CONSENT']],
    [
      'telecom',
      [['purposes.0', { ...shop, code: 'ADMIN_PROCEDURE' }]],
      ['purposes: ADMIN_PROCEDURE is known already and may not be told anew'],
    ],
    [
      'telecom',
      [['legalBases.0.code', '26/2023/QH15']],
      ['purposes: 26/2023/QH15 is known already and may not be told anew'],
    ],
    ['telecom', [['purposes', []]], ['visits.0.purpose: no purpose SUBSCRIBER_CHECK']],
    [
      'telecom',
      [['purposes.0.legalBases', ['24/2023/QH15', '9/9']]],
      ['purposes: SUBSCRIBER_CHECK: no legal basis 9/9'],
    ],
    [
      'telecom',
      [['purposes.0.lookup.fields', ['household']]],
      ['purposes: SUBSCRIBER_CHECK: citizen-lookups and its fields do not fit'],
    ],
    // Fields.
    [
      'telecom',
      [['visits.0.keeps', ['personalNumber', 'fullName', 'birthDate', 'oldIdNumber']]],
      ['visits.0.keeps: oldIdNumber is not shown'],
    ],
    ['telecom', [['visits.0.shows.3', 'fullName']], ['visits.0.shows: fullName twice']],
    // What is asked.
    [
      'bank',
      [['visits.0.asks.lookup', ['household']]],
      ['visits.0.asks.lookup: household is not among what BANK_ACCOUNT_OPENING may ask'],
    ],
    ['clinic', [['visits.0.asks.lookup', ['bloodGroup']]], ['visits.0.asks.lookup: bloodGroup needs a consent']],
    [
      'commune',
      [['visits.2.asks.civilStatus', ['DEATH_EXTRACT', 'DEATH_EXTRACT']]],
      ['visits.2.asks.civilStatus: DEATH_EXTRACT twice'],
    ],
    [
      'commune',
      [['visits.0.asks.civilStatus', ['MARITAL_STATUS']]],
      ['visits.0.asks.civilStatus: MARITAL_STATUS is not among what RESIDENCE_CONFIRMATION may ask'],
    ],
    [
      'commune',
      [['visits.1.asks.residence', { vi: 'Đề nghị', en: 'Wish' }]],
      ['visits.1.asks.residence: residence-confirmations is not among what RESIDENCE_REGISTRATION may ask'],
    ],
    // Steps.
    ['office', [['visits.0.steps.0.need', 'wished']], ['visits.0.steps: identity must be there, and required']],
    ['office', [['visits.0.steps.1.id', 'identity']], ['visits.0.steps.1: identity twice on one day']],
    [
      'office',
      [['visits.0.steps.1.id', 'insurance']],
      ['visits.0.steps.1: insurance: ADMIN_PROCEDURE may not ask insurance-card-checks'],
    ],
    ['commune', [['visits.1.asks.lookup', []]], ['visits.1.steps.2: residence: nothing is asked in asks.lookup']],
    [
      'office',
      [['visits.0.steps.1.id', 'customer']],
      ['visits.0.steps.1: customer: the definition says nothing of a customer record'],
    ],
    ['office', [['visits.0.steps.1.id', 'face']], ['visits.0.steps.1: face: the definition has no rule for faces']],
    ['bank', [['visits.2.photo', false]], ['visits.2.steps.3: face: photo is false, there is nothing to compare with']],
    [
      'bank',
      [['customer.amount', false]],
      ['visits.1.steps.3.amountFrom: nobody types an amount: customer.amount is not true'],
    ],
    [
      'bank',
      [['visits.1.steps.2.id', 'registry']],
      [
        'visits.1.steps.2: registry twice on one day',
        'visits.1.steps.3.amountFrom: nobody types an amount: there is no step customer',
        'visits.1.handOver: customerNumber needs the step customer',
      ],
    ],
    [
      'bank',
      [['customer', { fields: ['sex'], strict: ['sex'], amount: true }]],
      [
        'visits.0.steps.2: customer: sex must be the same and is not kept',
        'visits.0.steps.2: customer: no field of the record is kept',
        'visits.1.steps.2: customer: sex must be the same and is not kept',
        'visits.1.steps.2: customer: no field of the record is kept',
      ],
    ],
    ['office', [['visits.0.steps.1.id', 'hand-over']], ['visits.0.steps.1: hand-over: no field is handed over']],
    // Papers.
    ['commune', [['visits.1.documents.2.id', 'ct04']], ['visits.1.documents: ct04 twice']],
    [
      'telecom',
      [['visits.0.keeps', ['personalNumber', 'fullName']]],
      ['visits.0.documents.0: identity-record: birthDate is not kept'],
    ],
    [
      'office',
      [['visits.0.documents.0.id', 'reception-slip-80']],
      ['visits.0.documents.0: reception-slip-80 needs the step insurance'],
    ],
    [
      'commune',
      [['visits.0.documents.0', { id: 'ct07' }]],
      ['visits.0.documents.0: ct07 needs a numbering', 'visits.0.documents.0: ct07 needs to say how long it is valid'],
    ],
    [
      'commune',
      [['visits.0.documents.2.numbering', '{n}/{month}']],
      ['visits.0.documents.2.numbering: only {n} and {year} are replaced'],
    ],
    // Hand-over.
    [
      'bank',
      [['visits.1.handOver', ['personalNumber', 'nationality', 'insuranceCode']]],
      ['visits.1.handOver: nationality is not kept', 'visits.1.handOver: insuranceCode needs the step insurance'],
    ],
    ['office', [['visits.0.handOver', ['verdict']]], ['visits.0.handOver: there is no step hand-over']],
    // The rest of the desk.
    ['bank', [['visits.1.purpose', 'BANK_ACCOUNT_OPENING']], ['visits: BANK_ACCOUNT_OPENING twice']],
    [
      'bank',
      [['customer.fields', ['personalNumber', 'fullName', 'fullName']]],
      ['customer.fields: fullName twice', 'customer.strict: birthDate is not among the fields'],
    ],
    [
      'office',
      [['customer', { fields: ['fullName'], strict: [], amount: false }]],
      ['customer: no visit has the step customer'],
    ],
    ['office', [['face', { threshold: 0.5, ...rule }]], ['face: no visit has the step face']],
    ['clinic', [['withoutCard.1.reason', 'CHILD_UNDER_6']], ['withoutCard: CHILD_UNDER_6 twice']],
    [
      'bank',
      [
        [
          'withoutCard',
          [
            {
              reason: 'FIRE',
              name: { vi: 'Cháy', en: 'Fire' },
              act: { vi: 'Chạy', en: 'Run' },
              right: 'EMERGENCY',
              ...rule,
            },
          ],
        ],
      ],
      ['withoutCard.0.right: no purpose of a visit allows EMERGENCY'],
    ],
    [
      'office',
      [['hints', [{ vi: 'Gợi ý', en: 'Hint', when: { benefit: [4] }, ...rule }]]],
      ['hints.0.when.benefit: no visit has the step insurance'],
    ],
    ['office', [['override.lights', ['green']]], ['override.lights: there is nothing to take on at green']],
    ['office', [['override.never', ['altered']]], ['override.never: cloned must be among them']],
  ])('%s, %j', (id, changes, problems) => expect(said(id, ...changes)).toEqual(problems))

  test('a way without a card rests on the purposes of its own desk', () => {
    const visits = (json('clinic') as { visits: unknown[] }).visits.slice(1)
    expect(said('clinic', ['visits', visits])).toEqual(['withoutCard.1.right: no purpose of a visit allows EMERGENCY'])
  })

  test('a definition may hold on one day alone', () => expect(said('office', ['until', '2024-07-01'])).toEqual([]))

  test('something that is no definition at all', () => {
    for (const none of [null, [], 'office', 7, {}]) expect(checkDefinition(none)).not.toEqual([])
  })

  test('a step may come twice where one follows on the other', () => {
    const step = { id: 'registry', need: 'wished', ...rule, from: '2024-07-01', until: '2026-12-31' }
    const next = { ...step, need: 'required', from: '2027-01-01', until: undefined }
    const identity = (json('office') as { visits: { steps: unknown[] }[] }).visits[0]?.steps[0]
    expect(said('office', ['visits.0.steps', [identity, step, next]])).toEqual([])
    expect(said('office', ['visits.0.steps', [identity, step, { ...next, from: '2026-12-31' }]])).toEqual([
      'visits.0.steps.2: registry twice on one day',
    ])
  })

  test.each<[string, readonly [path: string, value: unknown]]>([
    ['a period at whose end no calendar has a day', ['purposes.0.retention.days', 9e15]],
    ['a title that fills the screen', ['title.vi', 'x'.repeat(100_000)]],
    ['a text that is read backwards', ['title.vi', 'Cửa hàng \u202e999']],
    [
      'a number that is longer than its paper',
      ['visits.0.documents', [{ id: 'identity-record', numbering: '{n}'.repeat(9999) }]],
    ],
    ['a code that is two lines', ['visits.0.serviceCode', '1.0\r\nX-Other: 1']],
    ['more hints than anybody reads', ['hints', Array(500).fill({ vi: 'Gợi ý', en: 'Hint', when: {}, ...rule })]],
    [
      'a law by the name of another',
      [
        'legalBases.2',
        { ...(json('telecom') as { legalBases: object[] }).legalBases[0], code: '1/2020', also: ['163/2024/NĐ-CP'] },
      ],
    ],
  ])('%s', (_, change) => expect(said('telecom', change)).not.toEqual([]))

  test('text typed in decomposed characters is the same text', () => {
    const decomposed = JSON.parse(JSON.stringify(json('office')).normalize('NFD'))
    const checked = checkedDefinition(decomposed)
    expect(checked.ok && checked.value.title.vi).toBe('Bộ phận một cửa')
  })
})

describe('days', () => {
  const days = { from: '2026-01-01', until: '2026-12-31' }
  test.each<[boolean, boolean]>([
    [inForce(days, '2025-12-31'), false],
    [inForce(days, '2026-01-01'), true],
    [inForce(days, '2026-12-31'), true],
    [inForce(days, '2027-01-01'), false],
    [inForce({ from: '2026-01-01' }, '2999-01-01'), true],
    [spans(days, { from: '2026-01-01', until: '2026-12-31' }), true],
    [spans(days, { from: '2025-12-31', until: '2026-12-31' }), false],
    [spans(days, { from: '2026-02-01' }), false],
    [spans(days, { from: '2026-02-01', until: '2027-01-01' }), false],
    [spans({ from: '2026-01-01' }, { from: '2026-02-01' }), true],
    [meet(days, { from: '2026-12-31' }), true],
    [meet(days, { from: '2027-01-01' }), false],
    [meet({ from: '2026-12-31' }, days), true],
    [meet({ from: '2027-01-01' }, days), false],
  ])('as told: row %#', (holds, should) => expect(holds).toBe(should))
})
