import type { AuditEntry } from '../audit/entry.ts'
import { ok } from '../emrtd/result.ts'
import { auditActions } from '../protocol/audit.ts'
import type { AuditQuery } from '../store/store.ts'
import { readArguments, timeOf, UsageError } from './arguments.ts'
import { atDesk } from './at-desk.ts'
import { openDeskBeside } from './open-desk.ts'
import { printJson } from './terminal.ts'

/** `chipdesk audit list`: what was done, newest first. Looking is an entry of its own. */
export async function runList(args: string[]): Promise<number> {
  const { values } = readArguments(args, {
    subject: { type: 'string' },
    by: { type: 'string' },
    action: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    limit: { type: 'string', default: '100' },
    operator: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const query = queryOf(values)
  return atDesk('audit list', values, openDeskBeside, async ({ desk: { store, people }, actor }) => {
    const entries = store.reader.auditList(query)
    const { subject, operator, action, from, to } = query
    const facts = { entries: entries.length, ...(operator && { of: operator }), ...(action && { action }) }
    const days = { ...(from && { from }), ...(to && { to }) }
    const { id, role } = actor
    const look = { operator: id, role, action: 'audit.view', outcome: 'done', facts: { ...facts, ...days } } as const
    const seen = await store.writer.appendAudit([people.entry({ ...look, ...(subject && { subject }) })])
    // What cannot be recorded is not shown.
    if (!seen.ok) return seen
    if (values.json) printJson({ entries })
    else for (const entry of entries) console.log(lineOf(entry))
    if (entries.length === 0) console.error('Nothing found.')
    return ok(undefined)
  })
}

interface Given {
  readonly subject?: string | undefined
  readonly by?: string | undefined
  readonly action?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly limit: string
}

function queryOf({ subject, by, action, from, to, limit }: Given): AuditQuery {
  if (subject !== undefined && !/^[0-9]{9}([0-9]{3})?$/.test(subject))
    throw new UsageError('--subject is a whole number')
  if (action !== undefined && !auditActions.some(known => known === action))
    throw new UsageError(`no action ${action}; one of ${auditActions.join(', ')}`)
  if (!/^[1-9][0-9]{0,6}$/.test(limit)) throw new UsageError(`not a limit: ${limit}`)
  return {
    ...(subject !== undefined && { subject }),
    ...(by !== undefined && { operator: by }),
    ...(action !== undefined && { action }),
    ...(from !== undefined && { from: timeOf(from).toISOString() }),
    ...(to !== undefined && { to: timeOf(to).toISOString() }),
    limit: Number(limit),
  }
}

function lineOf({ seq, at, operator, role, action, outcome, purpose, subject, facts, detail }: AuditEntry): string {
  const who = `${operator} (${role})`
  const about = subject ? `  subject ${subject.slice(0, 12)}` : ''
  const why = purpose ? `  ${purpose}` : ''
  const said = [facts === '{}' ? '' : facts, detail?.body ?? ''].filter(Boolean).join(' ')
  return `${String(seq).padStart(7)}  ${at}  ${who.padEnd(28)}${action.padEnd(24)}${outcome.padEnd(16)}${said}${why}${about}`
}
