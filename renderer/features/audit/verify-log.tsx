import { useState } from 'react'
import type { AuditVerdictView } from '../../../main/protocol/audit-log.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './audit.module.css'

/** So many findings are named; more of them say no more. */
const mostNamed = 50

/** Whether the log is what it was, in words. */
export function VerifyLog() {
  const { call } = useStation()
  const { audit, locale } = useWords()
  const t = audit.verify
  const [verdict, setVerdict] = useState<AuditVerdictView>()
  const [busy, setBusy] = useState(false)
  async function verify() {
    setBusy(true)
    setVerdict(undefined)
    setVerdict(await call('audit.verify', {}))
    setBusy(false)
  }
  const number = (count: number) => count.toLocaleString(locale)
  return (
    <section className={css.tool}>
      <Button onClick={() => void verify()} disabled={busy} data-testid="audit-verify">
        <Icon name="check" /> {busy ? t.running : t.start}
      </Button>
      <div role="status">
        {verdict && (
          <div className={css.verdict} data-whole={verdict.whole} data-testid="audit-verdict">
            <p className={css.verdictTitle}>
              <Icon name={verdict.whole ? 'check' : 'cross'} size="1.5em" />
              {verdict.whole ? t.whole(number(verdict.entries)) : t.broken(number(verdict.findings.length))}
            </p>
            {!verdict.whole && <p>{t.brokenCure}</p>}
            <p>
              {verdict.confirmedTo > 0
                ? t.confirmed(number(verdict.confirmedTo), number(verdict.last.seq - verdict.confirmedTo))
                : t.unconfirmed}
            </p>
            {verdict.uncheckedReceipts > 0 && <p>{t.unchecked(number(verdict.uncheckedReceipts))}</p>}
            {verdict.clockSteps > 0 && <p>{t.clock(number(verdict.clockSteps))}</p>}
            {verdict.findings.length > 0 && (
              <ul className={css.findings}>
                {verdict.findings.slice(0, mostNamed).map(({ kind, seq, to }) => (
                  <li key={`${kind} ${seq}`}>
                    {to === undefined ? t.at(number(seq)) : t.range(number(seq), number(to))}: {audit.kinds[kind]}
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </div>
    </section>
  )
}
