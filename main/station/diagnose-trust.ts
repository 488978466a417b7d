import type { SelfTestResult } from '../crypto/self-test.ts'
import type { Finding } from '../protocol/diagnostics.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockReading } from '../verification/clock.ts'

const days = 86_400_000
const soonMs = 90 * days

/** What the desk trusts: too little, too old, or what it could not use. Each doubt is a line of its own. */
export function trustFindings(trust: Trust, now: Date): Finding[] {
  const { anchors, problems } = trust
  const ends = (from: number, to: number) =>
    anchors
      .map(({ notAfter }) => notAfter)
      .filter(end => end.getTime() >= from && end.getTime() < to)
      .toSorted((a, b) => a.getTime() - b.getTime())
  const at = now.getTime()
  const stale = trust
    .everyRevocationList()
    .flatMap(({ nextUpdate }) => (nextUpdate && nextUpdate.getTime() < at ? [nextUpdate] : []))
    .toSorted((a, b) => a.getTime() - b.getTime())
  const [problem] = problems
  return [
    anchorsFinding(anchors),
    ...dated('trust-expired', ends(Number.NEGATIVE_INFINITY, at)),
    ...dated('trust-expiring', ends(at, at + soonMs)),
    ...dated('trust-lists-stale', stale),
    ...(problem
      ? [
          {
            part: 'trust',
            state: 'warn',
            says: 'trust-problem',
            facts: { count: problems.length, source: problem.source },
          } as const,
        ]
      : []),
  ]
}

function anchorsFinding(anchors: Trust['anchors']): Finding {
  if (anchors.length === 0) return { part: 'trust', state: 'bad', says: 'trust-none', facts: {} }
  const says = anchors.some(({ kind }) => kind === 'test') ? 'trust-test' : 'trust-good'
  return { part: 'trust', state: 'ok', says, facts: { anchors: anchors.length } }
}

const dated = (says: 'trust-expired' | 'trust-expiring' | 'trust-lists-stale', ends: readonly Date[]): Finding[] => {
  const [first] = ends
  if (!first) return []
  return [
    { part: 'trust', state: 'warn', says, facts: { count: ends.length, endsOn: first.toISOString().slice(0, 10) } },
  ]
}

/** Every primitive by its known answer. */
export function cryptoFinding(results: readonly SelfTestResult[]): Finding {
  const wrong = results.filter(({ ok }) => !ok).map(({ name }) => name)
  const tried = results.map(({ name, ok }) => ({ name, ok }))
  return wrong.length === 0
    ? { part: 'crypto', state: 'ok', says: 'crypto-right', facts: { primitives: results.length }, tried }
    : { part: 'crypto', state: 'bad', says: 'crypto-wrong', facts: { wrong: wrong.join(', ') }, tried }
}

/** @param signedAt the last time that the register signed, RFC 3339 */
export function clockFinding({ at, doubt }: ClockReading, signedAt?: string): Finding {
  const nowAt = at.toISOString()
  const signed = signedAt === undefined ? {} : { signedAt }
  return doubt
    ? {
        part: 'clock',
        state: 'bad',
        says: 'clock-doubted',
        facts: { nowAt, floorAt: doubt.floor.toISOString(), ...signed },
      }
    : { part: 'clock', state: 'ok', says: 'clock-believed', facts: { nowAt, ...signed } }
}

/** Where nothing but the program itself says how late it is. */
export const clockAlone = (now: Date, built: Date): Finding =>
  now < built
    ? { part: 'clock', state: 'bad', says: 'clock-early', facts: { nowAt: now.toISOString() } }
    : { part: 'clock', state: 'ok', says: 'clock-unchecked', facts: { nowAt: now.toISOString() } }
