import { useEffect, useState } from 'react'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './history.module.css'
import { HistoryList } from './history-list.tsx'
import { StoredResult } from './stored-result.tsx'
import { pageSize, useHistorySearch } from './use-history-search.ts'
import { useWrittenView } from './use-written-view.ts'

export function History({ onClose }: { readonly onClose: () => void }) {
  const { callError } = useStation()
  const t = useWords()
  const [text, setText] = useState('')
  const [chosenId, setChosenId] = useState<string>()
  const found = useHistorySearch(text)
  const chosen: Transaction | undefined = found?.find(({ id }) => id === chosenId) ?? found?.[0]
  const { view } = useWrittenView(chosen?.id)
  // Once chosen, the row stays chosen although newer ones arrive above it.
  useEffect(() => {
    if (chosenId === undefined && found?.[0]) setChosenId(found[0].id)
  }, [chosenId, found])
  return (
    <div className={css.history} data-testid="history">
      <section className={css.left} aria-label={t.history.title}>
        <div className={css.head}>
          <div className={css.titleRow}>
            <h1 className={css.title}>{t.history.title}</h1>
            <button type="button" className={css.back} onClick={onClose} data-testid="history-close">
              <Icon name="back" /> {t.history.back}
            </button>
          </div>
          <label className={css.search}>
            <Icon name="search" />
            <span className={css.hidden}>{t.history.search}</span>
            <input
              // The clerk came here to search.
              // biome-ignore lint/a11y/noAutofocus: see above
              autoFocus
              type="search"
              value={text}
              onChange={event => setText(event.target.value)}
              placeholder={t.history.search}
              aria-describedby="history-hint"
              autoComplete="off"
              spellCheck={false}
              data-testid="history-search"
            />
          </label>
          <p id="history-hint" className={css.hint} aria-live="polite">
            {text === ''
              ? t.history.searchHint
              : found
                ? t.history.count(found.length, found.length === pageSize)
                : t.history.loading}
          </p>
        </div>
        {callError && <ErrorPanel error={callError} />}
        {found?.length === 0 && <p className={css.none}>{text === '' ? t.history.empty : t.history.noMatch}</p>}
        {found && <HistoryList transactions={found} chosen={chosen?.id} onChoose={setChosenId} />}
      </section>
      {chosen ? (
        view && (
          // Answers reach the list first; what was done about the visit stands in what was opened.
          <StoredResult
            transaction={{ ...chosen, acts: view.transaction.acts ?? [] }}
            outcome={view.outcome}
            answers={view.answers}
          />
        )
      ) : (
        <p className={css.choose}>{t.history.choose}</p>
      )}
    </div>
  )
}
