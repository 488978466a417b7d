import { ok, type Result } from '../emrtd/result.ts'
import { dayInVietnam } from '../protocol/day-in-vietnam.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { RetentionRules } from '../purposes/retention.ts'
import { ownRecord } from '../store/export/own-record.ts'
import { type Purge, type PurgeSummary, purgeExpired, purgeOnRequest } from '../store/retention/purge.ts'
import type { Store } from '../store/store.ts'
import { readArguments, UsageError } from './arguments.ts'
import type { Answers } from './ask-secret.ts'
import { atDesk } from './at-desk.ts'
import { rulesOfDesk } from './desk-definitions.ts'
import { dayOption } from './history-filter.ts'
import { type OpenDesk, openDeskAlone, openDeskBeside } from './open-desk.ts'
import { printJson } from './terminal.ts'

/** `chipdesk purge`: deletes what is over its time, or what a citizen asks to be deleted; `--dry-run` only says what. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    before: { type: 'string' },
    subject: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    'clock-is-right': { type: 'boolean', default: false },
    operator: { type: 'string' },
    second: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const { before, subject, json } = values
  if (before !== undefined) dayOption(before)
  if (subject !== undefined && !/^[0-9]{12}$/.test(subject))
    throw new UsageError('--subject is a whole personal number')
  return atDesk('purge', values, deskWithRules, async ({ desk: { store, people, rules, alone }, actor }) => {
    const { id: operator, role } = actor
    const entry = people.entry({ operator, role, action: 'store.purge', outcome: 'planned' })
    const by = { at: entry.at, desk: entry.desk, operator, role }
    if (values['dry-run']) {
      const told = await store.writer.appendAudit([{ ...entry, ...(subject !== undefined && { subject }) }])
      if (!told.ok) return told
      if (subject === undefined) printPlan(store, rules, by.at, json)
      else printOwn(store, rules, subject, by.at, json)
      return ok(undefined)
    }
    const purge: Purge = {
      reader: store.reader,
      writer: store.writer,
      rules,
      by,
      compact: alone,
      clockConfirmed: values['clock-is-right'],
      ...(before !== undefined && { before }),
    }
    const done = await (subject === undefined ? purgeExpired(purge) : purgeOnRequest(purge, subject))
    if (!done.ok) return done
    if (json) printJson(done.value)
    else printSummary(done.value, by.at)
    if (subject !== undefined && !json) printOwn(store, rules, subject, by.at, false)
    return ok(undefined)
  })
}

interface Desk extends OpenDesk {
  readonly rules: RetentionRules
  /** No station has the store open: nobody waits while it is built anew. */
  readonly alone: boolean
}

async function deskWithRules(answers: Answers): Promise<Result<Desk, ChipDeskError>> {
  const own = await openDeskAlone(answers)
  if (!own.ok && own.error.tag !== 'StoreLocked') return own
  const opened = own.ok ? own : await openDeskBeside(answers)
  if (!opened.ok) return opened
  const { store, config } = opened.value
  const rules = await rulesOfDesk(store.reader, config)
  if (rules.ok) return ok({ ...opened.value, rules: rules.value, alone: own.ok })
  await store.close()
  return rules
}

function printPlan({ reader }: Store, rules: RetentionRules, at: string, json: boolean) {
  const plan = reader.purgePlan(rules, dayInVietnam(at), new Date(at))
  if (json) return printJson({ plan })
  for (const { purpose, rule, before, transactions, held, total } of plan) {
    const law = rule
      ? `${rule.days} days, ${rule.source}${rule.certainty === 'verify' ? ' (verify)' : ''}`
      : 'no rule: never deleted'
    const due = `${transactions} of ${total} due${held > 0 ? `, ${held} held by a waiting question` : ''}`
    console.log(`${purpose.padEnd(26)}${due}${before ? `, before ${before}` : ''}; ${law}`)
  }
  if (plan.length === 0) console.log('The store holds no transactions.')
}

function printOwn({ reader }: Store, rules: RetentionRules, number: string, at: string, json: boolean) {
  const { transactions, accesses } = ownRecord(reader, number, rules, at)
  const held = transactions.map(({ transaction, rule, deletedOn, mustStay }) => ({
    id: transaction.id,
    at: transaction.at,
    purpose: transaction.purpose?.code,
    mustStay,
    deletedOn,
    source: rule?.source,
  }))
  if (json) return printJson({ held, accesses: accesses.length })
  for (const { id, at: day, purpose, mustStay, deletedOn, source } of held)
    console.log(
      `${day.slice(0, 10)}  ${id}  ${purpose}  ${mustStay ? `stays until ${deletedOn}: ${source}` : 'can be deleted'}`,
    )
  console.log(`${held.length} transactions held, ${accesses.length} audit entries about this person`)
}

function printSummary(
  { transactions, auditDetails, endedQuestions, today, finished, run: id }: PurgeSummary,
  at: string,
) {
  console.log(
    `${transactions} transactions, ${auditDetails} audit details deleted; ${endedQuestions} expired questions ended; run ${id}`,
  )
  if (today !== dayInVietnam(at))
    console.log(`Counted by ${today}, the last day the clock can be believed for: --clock-is-right, if it is.`)
  if (!finished)
    console.log(
      'Traces in unused parts of the encrypted files remain until a purge runs while no station has the store open.',
    )
}
