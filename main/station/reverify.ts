import { z } from 'zod'
import type { Report } from '../protocol/report.ts'
import { changedParts, type Reverification } from '../protocol/transaction-details.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import { decodeEvidence } from '../verification/evidence.ts'
import type { PolicyName } from '../verification/policy.ts'
import { compareReports } from '../verification/report-comparison.ts'
import { verifyRead } from '../verification/verify-read.ts'

export interface ReverifyParts {
  readonly anchors: Trust
  readonly policy: PolicyName
  readonly clock?: ClockWatch | undefined
  /** What the desk trusted under a digest, as `trustState` wrote it. */
  readonly trustThen: (digest: string) => string | undefined
}

/** Judges the text of an evidence file by today's anchors, lists, policy and clock, and says what is not as it was. */
export function reverify(text: string, { anchors, policy, clock: watch, trustThen }: ReverifyParts): Reverification {
  const evidence = decodeEvidence(text)
  if (!evidence.ok) return { status: 'unreadable' }
  const { read, report: before, declared } = evidence.value
  const { at, doubt: clock } = watch?.read() ?? { at: new Date() }
  const { report: now } = verifyRead(read, { anchors, policy, at, clock, ...(declared && { declared }) })
  const { checks, differences } = compareReports(before, now)
  const then = trustThen(before.trust.digest)
  const moved = then === undefined ? undefined : movedAnchors(then, anchors)
  return {
    status: 'verified',
    before: judged(before),
    now: judged(now),
    changed: checks.flatMap(({ outcome, part, before: was, after }) =>
      after && (outcome === 'different' || outcome === 'new')
        ? [{ ...(part !== undefined && { part }), ...(was && { before: was }), now: after }]
        : [],
    ),
    same: checks.filter(({ outcome }) => outcome === 'same').length,
    notRepeated: checks.filter(({ outcome }) => outcome === 'not-repeated').map(({ id }) => id),
    parts: changedParts.filter(part => differences.some(({ what }) => what === part)),
    ...(moved && { anchors: moved }),
  }
}

const judged = ({ verdict, reasons, policy, at }: Report) => ({ verdict, reasons, policy, at })

const trustedSchema = z.object({ anchors: z.array(z.object({ fingerprint: z.string() })) })

function movedAnchors(body: string, { anchors }: Trust): { added: number; removed: number } | undefined {
  const parsed = trustedSchema.safeParse(JSON.parse(body))
  if (!parsed.success) return undefined
  const then = new Set(parsed.data.anchors.map(({ fingerprint }) => fingerprint))
  const now = new Set(anchors.map(({ fingerprint }) => fingerprint))
  const without = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...some].filter(each => !others.has(each)).length
  return { added: without(now, then), removed: without(then, now) }
}
