import { expect } from '@playwright/test'
import type { Transaction } from '../../main/protocol/transaction.ts'
import type { StoreReader } from '../../main/store/store.ts'
import { lookInto } from '../desk-store.ts'
import type { Citizen, DeskName } from './day-script.ts'
import { amountOf, definitionOf, faceOf, hasDg13, verdictOf, visitOf } from './expected.ts'
import { mayKeep } from './policy.ts'
import { named, type Served } from './serve.ts'

/** Holds the store after a day against what was done, citizen by citizen. @param today in Vietnam */
export async function checkStore(
  desk: DeskName,
  home: string,
  served: readonly Served[],
  today: string,
): Promise<void> {
  await lookInto(home, reader => {
    const stored = [...reader.transactionsOf({})].reverse()
    const visits = served.filter(({ expected }) => expected !== undefined)
    expect(stored.map(numberOf), 'everybody once, in their order').toEqual(
      visits.map(({ citizen }) => citizen.persona.personalNumber),
    )
    for (const [i, visit] of visits.entries()) checkVisit(desk, stored[i] as Transaction, visit, reader, today)
    checkNumbers(desk, stored)
    expect(reader.pendingCount(), 'nothing waits').toBe(0)
    expect(reader.deadQuestions(10)).toEqual([])
    const ofCitizens = reader.auditList({ action: 'card.read', limit: 10_000 })
    expect(ofCitizens).toHaveLength(visits.length)
  })
}

const numberOf = ({ report }: Transaction) => report.document.find(({ id }) => id === 'personalNumber')?.value

function checkVisit(desk: DeskName, stored: Transaction, visit: Served, reader: StoreReader, today: string) {
  const { citizen, operator } = visit
  const who = named(desk, citizen)
  const { version } = definitionOf(desk)
  const { legalBasis, right } = visitOf(desk, citizen.purpose)
  expect.soft(stored.purpose, who).toEqual({ code: citizen.purpose, legalBasis })
  expect.soft(stored.definition, who).toEqual({ id: desk, version })
  expect.soft({ demo: stored.demo, operator: stored.operator }, who).toEqual({ demo: true, operator })
  expect.soft(stored.withoutCard, who).toEqual(citizen.withoutCard ? { reason: citizen.withoutCard } : undefined)
  expect.soft(stored.consent, who).toMatchObject(consentOf(citizen, right, version))
  expect.soft(stored.report.verdict, who).toBe(verdictOf(citizen, false, today))
  const kept = stored.report.document.map(({ id }) => id)
  expect.soft(kept.toSorted(), who).toEqual(keptOf(desk, citizen).toSorted())
  checkActs(stored, visit, who)
  checkAudit(stored, visit, reader, who)
  const handedOver = stored.checks?.some(({ kind }) => kind === 'hand-over') ?? false
  expect.soft(handedOver, `${who}: handed over`).toBe(visit.handedOver)
  const open = (stored.checks ?? []).filter(({ state }) => state.status !== 'answered')
  expect.soft(open, `${who}: answered`).toEqual([])
}

function consentOf({ consent, withoutCard }: Citizen, right: string, textVersion: string) {
  const type = withoutCard === 'EMERGENCY' ? 'EMERGENCY' : right
  return { type, method: consent ?? 'SCREEN', textVersion }
}

/** Of what the policy lists: what this card, and the way its number came, could say. */
export function keptOf(desk: DeskName, citizen: Citizen): string[] {
  const { persona, number, first, withoutCard } = citizen
  const declared = ['personalNumber', 'fullName', 'birthDate']
  const code = [...declared, 'sex', 'placeOfResidence', 'issueDate', ...(persona.oldIdNumber ? ['oldIdNumber'] : [])]
  const zone = [...declared, 'sex', 'nationality', 'expiryDate', 'documentNumber']
  const whole = [...code, ...zone, 'placeOfOrigin']
  const scanned = number === 'scanned' && (!withoutCard || first === 'number')
  const said = withoutCard
    ? scanned
      ? code
      : declared
    : hasDg13(persona)
      ? whole
      : scanned
        ? [...zone, ...code]
        : zone
  return mayKeep(desk, citizen.purpose).filter(id => said.includes(id))
}

function checkActs({ acts = [] }: Transaction, visit: Served, who: string) {
  const { citizen, papers, overridden, decision, expected } = visit
  const wanted = [
    ...(citizen.customer ? ['customer'] : []),
    ...(expected && 'face' in expected.steps ? ['face'] : []),
    ...(overridden ? ['override'] : []),
    ...papers.map(() => 'document'),
    ...(decision ? ['decision'] : []),
  ]
  const done = acts.filter(({ kind }) => kind !== 'reviewed')
  expect.soft(done.map(({ kind }) => kind).toSorted(), `${who}: acts`).toEqual(wanted.toSorted())
  const printed = done.flatMap(act => (act.kind === 'document' ? [act.document as string] : []))
  expect.soft(printed, `${who}: papers`).toEqual([...papers])
  for (const act of done) {
    if (act.kind === 'decision') expect.soft(act.outcome, who).toBe(decision)
    if (act.kind === 'face') expect.soft(act, who).toMatchObject({ decision: faceOf(citizen) })
    if (act.kind !== 'customer') continue
    expect.soft(act.customerNumber, who).toBe(citizen.customer?.number)
    expect.soft(act.amount, who).toBe(amountOf(citizen))
    for (const row of act.rows) if (row.result === 'same') expect.soft(Object.keys(row), who).not.toContain('customer')
  }
}

/** Whoever saw or did something about the citizen stands in the log: once for the read, once for every paper, hand-over and act. */
function checkAudit({ id }: Transaction, visit: Served, reader: StoreReader, who: string) {
  const log = reader.auditLog()
  const entries = [...(log?.entries() ?? [])].filter(({ facts }) => JSON.parse(facts).transaction === id)
  const count = (action: string) => entries.filter(each => each.action === action).length
  const own = (each: string) => (visit[each as 'ownData'] ? 1 : 0)
  expect
    .soft(
      {
        read: count('card.read'),
        printed: count('transaction.print'),
        handedOver: count('hand-over.ask'),
        overridden: count('transaction.override'),
        own: count('citizen.own-record'),
      },
      `${who}: audit`,
    )
    .toEqual({
      read: 1,
      printed: visit.papers.length,
      handedOver: own('handedOver'),
      overridden: own('overridden'),
      own: own('ownData'),
    })
}

/** Every series of papers counts from 1, without a gap. */
function checkNumbers(desk: DeskName, stored: readonly Transaction[]) {
  const numbered = definitionOf(desk).visits.flatMap(({ documents }) => documents.filter(({ numbering }) => numbering))
  for (const id of new Set(numbered.map(document => document.id))) {
    const papers = stored.flatMap(({ acts = [] }) =>
      acts.flatMap(act =>
        act.kind === 'document' && act.document === id ? [Number.parseInt(act.number ?? '', 10)] : [],
      ),
    )
    expect
      .soft(
        papers.toSorted((a, b) => a - b),
        `numbers of ${id}`,
      )
      .toEqual(papers.map((_, i) => i + 1))
  }
}
