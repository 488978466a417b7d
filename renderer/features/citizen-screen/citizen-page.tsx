import { useEffect, useState } from 'react'
import type { CitizenView } from '../../../main/protocol/citizen-view.ts'
import { Icon } from '../../ui/icon.tsx'
import type { FeedState } from './citizen-feed.ts'
import css from './citizen-page.module.css'
import { CitizenResult } from './citizen-result.tsx'
import { type CitizenLanguage, type CitizenWords, citizenWords } from './citizen-words.ts'
import { type Headline, headlineOf } from './headline.ts'
import { Notice } from './notice.tsx'

/** All that stands before the citizen; it keeps nothing from one view to the next but the language, and that only for one citizen. */
export function CitizenPage({
  state,
  initial = 'vi',
}: {
  readonly state: FeedState
  readonly initial?: CitizenLanguage
}) {
  const [language, setLanguage] = useState<CitizenLanguage>(initial)
  const view = state.status === 'view' ? state.view : undefined
  const served = view?.stage === 'result'
  useEffect(() => {
    if (served) return () => setLanguage(initial)
    return undefined
  }, [served, initial])
  const t = citizenWords[language]
  useEffect(() => {
    document.documentElement.lang = language
    document.title = t.documentTitle
  }, [language, t])

  const other = language === 'vi' ? 'en' : 'vi'
  const desk = view && view.stage !== 'closed' ? view : undefined
  const headline = headlineOf(state, t)
  return (
    <div className={css.page} data-testid="citizen" data-stage={view?.stage ?? state.status}>
      <header className={css.header}>
        <p className={css.desk}>
          {desk && <strong>{desk.desk}</strong>}
          {desk?.title && desk.title[language] !== desk.desk && <span>{desk.title[language]}</span>}
        </p>
        <button type="button" className={css.language} lang={other} onClick={() => setLanguage(other)}>
          {t.other}
        </button>
      </header>
      <Body view={view} headline={headline} t={t} language={language} />
      {desk?.demo && <footer className={css.demo}>{t.demo}</footer>}
    </div>
  )
}

function Body({
  view,
  headline,
  t,
  language,
}: {
  readonly view: CitizenView | undefined
  readonly headline: Headline
  readonly t: CitizenWords
  readonly language: CitizenLanguage
}) {
  const notice = view && 'notice' in view ? view.notice : undefined
  return (
    <main className={notice ? `${css.main} ${css.split}` : css.main}>
      <div className={css.act}>
        <div className={css.message} role="status">
          <span className={css.sign}>
            <Icon name={headline.icon} size="3em" />
          </span>
          <h1 className={css.title} data-testid="citizen-title">
            {headline.title}
          </h1>
          <p className={css.sub}>{headline.sub}</p>
        </div>
        {view?.stage === 'consent' && <p className={css.aside}>{t.consentNo}</p>}
        {view?.stage === 'reading' && (
          <progress className={css.progress} max={1} value={view.progress} aria-label={t.progress} />
        )}
        {view?.stage === 'result' && <CitizenResult view={view} t={t} />}
      </div>
      {notice && <Notice notice={notice} t={t} language={language} />}
    </main>
  )
}
