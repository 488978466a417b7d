import { type ReactNode, useState } from 'react'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { TrustEntry, TrustList } from '../../../main/protocol/trust.ts'
import { dayOf, dayText } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { daysBetween } from './days-between.ts'
import { Fingerprint } from './fingerprint.tsx'
import css from './trust.module.css'

/** What came with a date of its own: which signers are revoked, which documents deviate, and out of which lists the anchors are. */
export function ListsTab({ list }: { readonly list: TrustList }) {
  const { trust: t } = useWords()
  const [now] = useState(() => new Date())
  const of = (what: TrustEntry['what']) => list.entries.filter(entry => entry.what === what)
  return (
    <>
      <Section title={t.lists.revocation} none={t.lists.noRevocation}>
        {of('revocation-list').map(entry => (
          <Line key={entry.fingerprint} name={entry.name} fingerprint={entry.fingerprint} status={entry.status}>
            <p>{t.lists.revoked(String(entry.count ?? 0))}</p>
            <p>{t.lists.made(dayOf(entry.notBefore), String(daysBetween(entry.notBefore, now)))}</p>
            <NextUpdate at={entry.notAfter} now={now} />
          </Line>
        ))}
      </Section>
      <Section title={t.lists.deviation} none={t.lists.noDeviation}>
        {of('deviation-list').map(entry => (
          <Line key={entry.fingerprint} name={entry.name} fingerprint={entry.fingerprint} status={entry.status}>
            <p>{t.lists.deviations(String(entry.count ?? 0))}</p>
            <p>{t.lists.made(dayOf(entry.notBefore), String(daysBetween(entry.notBefore, now)))}</p>
          </Line>
        ))}
      </Section>
      <Section title={t.lists.master} none={t.lists.noMaster}>
        {list.masterLists.map(({ fingerprint, source, signedAt, certificates, importedBy, importedAt }) => (
          <Line key={fingerprint} name={source} fingerprint={fingerprint}>
            <p>{t.lists.signed(dayOf(signedAt), String(certificates))}</p>
            <p>{t.imported(importedBy, dayText(dayInVietnam(importedAt)))}</p>
          </Line>
        ))}
      </Section>
      <section className={css.section}>
        <h2 className={css.heading}>{t.lists.bundle}</h2>
        <p className={list.bundle ? undefined : css.soft}>
          {list.bundle ? t.lists.bundleIs(String(list.bundle.version), dayOf(list.bundle.expiresAt)) : t.lists.noBundle}
        </p>
      </section>
    </>
  )
}

function NextUpdate({ at, now }: { readonly at: string | undefined; readonly now: Date }) {
  const { trust: t } = useWords()
  if (at === undefined) return <p>{t.lists.noNext}</p>
  const late = daysBetween(at, now)
  if (Date.parse(at) >= now.getTime()) return <p>{t.lists.next(dayOf(at))}</p>
  return (
    <p>
      <span className={css.badge} data-look="expired" data-testid="trust-stale">
        {t.lists.stale(dayOf(at), String(late))}
      </span>
    </p>
  )
}

function Section({ title, none, children }: { title: string; none: string; children: readonly ReactNode[] }) {
  return (
    <section className={css.section}>
      <h2 className={css.heading}>{title}</h2>
      {children.length === 0 ? <p className={css.soft}>{none}</p> : <ul>{children}</ul>}
    </section>
  )
}

interface LineProps {
  readonly name: string
  readonly fingerprint: string
  readonly status?: TrustEntry['status']
  readonly children: ReactNode
}

function Line({ name, fingerprint, status, children }: LineProps) {
  const { trust: t } = useWords()
  return (
    <li className={css.entry} data-status={status} data-testid="trust-list-entry">
      {status === 'disabled' && (
        <div className={css.badges}>
          <span className={css.badge} data-look="disabled">
            {t.disabled}
          </span>
        </div>
      )}
      <p className={css.name}>{name}</p>
      {children}
      <Fingerprint of={fingerprint} />
    </li>
  )
}
