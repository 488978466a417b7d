import type { ReactNode } from 'react'
import type { TrustAuditView } from '../../../main/protocol/trust.ts'
import { dayOf, timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListedPart } from '../desk-lists/listed-part.tsx'
import { useListed } from '../desk-lists/use-listed.ts'
import css from './trust.module.css'

/** Counts and doubts over everything in the store, each with what to do about it, and who changed what when. */
export function AuditTab({ fresh }: { readonly fresh: string }) {
  const listed = useListed('trust.audit', {}, fresh)
  return <ListedPart listed={listed}>{audit => <Audit audit={audit} />}</ListedPart>
}

function Audit({ audit }: { readonly audit: TrustAuditView }) {
  const { trust } = useWords()
  const { audit: t } = trust
  const { certificates, issuerCountries, validity, byKey, bySignature, sha1 } = audit
  return (
    <>
      <section className={css.section}>
        <h2 className={css.heading}>{t.findings}</h2>
        <Findings audit={audit} />
      </section>
      <section className={css.section}>
        <h2 className={css.heading}>{t.log}</h2>
        {audit.log.length === 0 ? (
          <p className={css.soft}>{t.noLog}</p>
        ) : (
          <ol>
            {audit.log.map(({ at, by, action, sources, count, names }) => (
              <li key={`${at} ${action} ${names.join()}`} className={css.entry} data-testid="trust-log-entry">
                <p>
                  <time dateTime={at}>{timeInVietnam(at)}</time> · <strong>{by}</strong> · {t.actions[action]} ·{' '}
                  {t.entries(String(count))}
                </p>
                {[...sources, ...names].map(each => (
                  <p key={each} className={css.technical}>
                    {each}
                  </p>
                ))}
              </li>
            ))}
          </ol>
        )}
      </section>
      <section className={css.section}>
        <h2 className={css.heading}>{t.counts}</h2>
        <p>{t.certificates(String(certificates), String(issuerCountries))}</p>
        <p>{t.valid(String(validity.valid), String(validity.expired), String(validity.notYetValid))}</p>
        <Counts title={t.keys} counts={byKey} />
        <Counts title={t.signatures} counts={bySignature} />
        {sha1 > 0 && <p>{t.sha1(String(sha1))}</p>}
      </section>
    </>
  )
}

function Counts({ title, counts }: { readonly title: string; readonly counts: Readonly<Record<string, number>> }) {
  const rows = Object.entries(counts)
  if (rows.length === 0) return null
  return (
    <dl className={css.counts}>
      <dt className={css.strong}>{title}</dt>
      {rows.map(([name, count]) => (
        <dd key={name}>
          {name}: {count}
        </dd>
      ))}
    </dl>
  )
}

function Findings({ audit }: { readonly audit: TrustAuditView }) {
  const { trust } = useWords()
  const { audit: t } = trust
  const until = ({ subject, notAfter, key }: { subject: string; notAfter: string; key: string }) =>
    `${subject} · ${key} · ${t.until(dayOf(notAfter))}`
  const all: readonly (readonly [string, readonly string[]])[] = [
    [trust.problems, audit.problems.map(({ source, message }) => `${source}: ${message}`)],
    [t.expiring, audit.expiringIn90Days.map(until)],
    [t.stale, audit.staleRevocationLists.map(({ issuer, nextUpdate }) => `${issuer} · ${t.until(dayOf(nextUpdate))}`)],
    [t.links, audit.linksWithoutAnchor.map(until)],
    [t.weak, audit.underPolicyFloor.map(until)],
    [t.unusable, audit.unusable.map(each => `${until(each)} · ${each.reason}`)],
  ]
  const found = all.filter(([, rows]) => rows.length > 0)
  if (found.length === 0)
    return (
      <p className={css.fine} data-testid="trust-fine">
        <Icon name="check" /> {t.fine}
      </p>
    )
  return found.map(([says, rows]) => (
    <Finding key={says} says={says} count={rows.length}>
      <ul>
        {rows.map((row, at) => (
          // Two certificates may be called the same.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className={css.technical}>
            {row}
          </li>
        ))}
      </ul>
    </Finding>
  ))
}

function Finding({ says, count, children }: { says: string; count: number; children: ReactNode }) {
  return (
    <details className={css.finding} data-testid="trust-finding" open={count <= 5}>
      <summary>
        <span className={css.badge} data-look="soon">
          {count}
        </span>{' '}
        {says}
      </summary>
      {children}
    </details>
  )
}
