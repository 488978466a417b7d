import type { LineReport } from '../online/line.ts'
import type { Finding } from '../protocol/diagnostics.ts'

/** Kinds of questions that nobody answers here are no connection. */
const noService = 'nobody'

/** How each service was found when it was last asked: nothing is asked for this. */
export function serviceFindings(lines: Readonly<Record<string, LineReport>>): Finding[] {
  const named = Object.entries(lines).filter(([service]) => service !== noService)
  if (named.length === 0) return [{ part: 'service', state: 'unknown', says: 'online-none', facts: {} }]
  return named.map(([name, report]) => ofLine(name, report))
}

function ofLine(name: string, { status, answeredAt, failures, error, pausedUntil }: LineReport): Finding {
  const heard = answeredAt === undefined ? {} : { heardAt: new Date(answeredAt).toISOString() }
  if (status === 'unknown') return { part: 'service', name, state: 'unknown', says: 'online-unknown', facts: {} }
  if (status === 'online') return { part: 'service', name, state: 'ok', says: 'online-answers', facts: heard }
  const why = error && { error }
  if (pausedUntil !== undefined) {
    const facts = { failures, resumesAt: new Date(pausedUntil).toISOString(), ...heard }
    return { part: 'service', name, state: 'warn', says: 'online-paused', facts, ...why }
  }
  return { part: 'service', name, state: 'warn', says: 'online-silent', facts: { failures, ...heard }, ...why }
}
