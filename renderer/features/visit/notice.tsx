import { useEffect, useState } from 'react'
import type { DeskVisit } from '../../../main/protocol/desk.ts'
import { dayText } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { howLong } from './how-long.ts'
import css from './notice.module.css'

/** What is read, why, how long it is kept and by what law: always in short, with what is kept and by what right on demand or where it has to be read out. */
export function Notice({ visit, whole = false }: { readonly visit: DeskVisit; readonly whole?: boolean }) {
  const { language } = useLanguage()
  const { desk, locale } = useWords()
  const t = desk.visit
  const { notice } = visit
  const [open, setOpen] = useState(whole)
  useEffect(() => setOpen(whole), [whole])
  const list = (texts: readonly { vi: string; en: string }[]) => texts.map(text => text[language])
  const days = howLong(notice.days, desk, locale)
  return (
    <div className={css.notice} data-testid="notice" data-version={notice.version}>
      <dl className={css.short}>
        <Part name={t.reads} texts={list(notice.reads)} />
        <Part name={t.why} texts={[notice.why[language]]} />
        <Part name={t.howLong} texts={[days]} />
        <Part name={t.law} texts={[notice.legalBasis.title[language]]} />
      </dl>
      <details open={open} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary className={css.summary} data-testid="notice-whole">
          <Icon name="about" /> {t.whole}
        </summary>
        <dl className={css.whole}>
          <Part name={t.keeps} texts={list(notice.keeps)} />
          <Part name={t.howLong} texts={[`${days}; ${t.retention[notice.retention.kind](notice.retention.source)}`]} />
          <Part name={t.right} texts={[t.rights[visit.right]]} />
        </dl>
        <p className={css.version}>{t.version(dayText(notice.version))}</p>
      </details>
    </div>
  )
}

const Part = ({ name, texts }: { readonly name: string; readonly texts: readonly string[] }) => (
  <div>
    <dt>{name}</dt>
    {texts.map(text => (
      <dd key={text}>{text}</dd>
    ))}
  </div>
)
