import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { fail } from '../emrtd/result.ts'
import type { PictureResult } from '../pictures/picture.ts'
import type { Pictures } from '../pictures/pictures.ts'
import type { Check, Report } from '../protocol/report.ts'
import type { CardRead } from '../reading/card-read.ts'
import type { Trust } from '../trust/trust.ts'
import type { ClockWatch } from '../verification/clock.ts'
import type { PolicyName } from '../verification/policy.ts'
import { verifyRead } from '../verification/verify-read.ts'
import type { CounterParts } from './counter.ts'
import { shownFace } from './shown-face.ts'

interface JudgeParts {
  readonly anchors: Trust
  readonly policy: PolicyName
  /** Absent: the computer's clock is believed. */
  readonly clock?: ClockWatch | undefined
  readonly pictures: Pictures
}

/** Makes every check of a read, and the picture of its face where one may be shown. */
export const judgeRead =
  ({ anchors, policy, clock: watch, pictures }: JudgeParts): CounterParts['judge'] =>
  (read, declared) => {
    const { at, doubt: clock } = watch?.read() ?? { at: new Date() }
    const { report, face } = verifyRead(read, { anchors, policy, at, clock, ...(declared && { declared }) })
    const picture = face ? pictures.show(face.bytes) : provenButUnreadable(read, report)
    if (!picture) return { report }
    return { report, face: picture instanceof Promise ? picture.then(shownFace) : shownFace(picture) }
  }

/** A signature covers the file of the face, but there is no image in it that could be shown. */
function provenButUnreadable({ files }: CardRead, { checks }: Report): PictureResult | undefined {
  const successful = (id: Check['id']) => checks.some(check => check.id === id && check.result === 'successful')
  const file = successful('sod.signature') && successful('sod.hashes') ? files.get('DG2') : undefined
  const parsed = file && parseDg2(file)
  return parsed && !parsed.ok ? fail(parsed.error.tag === 'ProtocolLength' ? 'too-large' : 'unreadable') : undefined
}
