import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says, SaysLoading, SaysNotAllowed } from '../../ui/says.tsx'
import { useMay } from '../visit/use-may.ts'
import css from './history.module.css'
import type { Filter } from './history-filter.ts'
import { HistoryFilters } from './history-filters.tsx'
import { HistoryList } from './history-list.tsx'
import type { HistoryRow } from './history-rows.ts'
import { StoredResult } from './stored-result.tsx'
import { type HistoryPages, useHistoryPages } from './use-history-pages.ts'
import { useWrittenView } from './use-written-view.ts'

const none: readonly HistoryRow[] = []
/** Letter for letter nothing is drawn anew but what is typed. */
const Opened = memo(StoredResult)

export function History({ onClose }: { readonly onClose: () => void }) {
  const may = useMay()
  return may('history.search') ? <Searched onClose={onClose} /> : <SaysNotAllowed />
}

function Searched({ onClose }: { readonly onClose: () => void }) {
  const { callError } = useStation()
  const t = useWords()
  const [text, setText] = useState('')
  const [filter, setFilter] = useState<Filter>({})
  const [chosenId, setChosenId] = useState<string>()
  const pages = useHistoryPages(text, filter)
  const row = pages.rows?.find(({ id }) => id === chosenId)
  const { view } = useWrittenView(chosenId, row?.registry ?? '')
  const limited = text !== '' || Object.keys(filter).length > 0
  const left = useRef<HTMLElement>(null)
  function keyInSearch(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    left.current?.querySelector<HTMLElement>('[data-transaction]')?.focus()
  }
  const chosen = useRef(chosenId)
  chosen.current = chosenId
  const back = useCallback(() => {
    const id = chosen.current
    setChosenId(undefined)
    requestAnimationFrame(() => left.current?.querySelector<HTMLElement>(`[data-transaction="${id}"]`)?.focus())
  }, [])
  return (
    <div className={css.history} data-testid="history" data-opened={chosenId !== undefined}>
      <section ref={left} className={css.left} aria-label={t.history.title}>
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
              onKeyDown={keyInSearch}
              placeholder={t.history.search}
              aria-describedby="history-hint"
              autoComplete="off"
              spellCheck={false}
              data-testid="history-search"
            />
          </label>
          <HistoryFilters filter={filter} rows={pages.rows ?? none} onFilter={setFilter} />
          <Hint limited={limited} pages={pages} />
        </div>
        {callError && <ErrorPanel error={callError} />}
        <Found pages={pages} limited={limited} chosen={chosenId} onChoose={setChosenId} />
      </section>
      {chosenId !== undefined && view ? (
        <Opened transaction={view.transaction} outcome={view.outcome} answers={view.answers} onBack={back} />
      ) : (
        <div className={css.choose}>
          {chosenId === undefined ? (
            <p>
              {t.history.choose} <span className={css.keys}>{t.history.chooseKeys}</span>
            </p>
          ) : (
            !callError && <SaysLoading />
          )}
        </div>
      )}
    </div>
  )
}

/** How many there are, said also to those who listen. */
function Hint({ limited, pages: { rows, more, stale } }: { readonly limited: boolean; readonly pages: HistoryPages }) {
  const { history: t } = useWords()
  return (
    <p id="history-hint" className={css.hint} aria-live="polite">
      {!limited ? t.searchHint : !rows || stale ? t.loading : t.count(rows.length, more)}
    </p>
  )
}

interface FoundProps {
  readonly pages: HistoryPages
  /** By what is typed or chosen: nothing found does not mean that there is nothing. */
  readonly limited: boolean
  readonly chosen: string | undefined
  onChoose(id: string): void
}

function Found({ pages: { rows, days, more, failed, loadMore }, limited, chosen, onChoose }: FoundProps) {
  const { history: t } = useWords()
  if (!rows) return failed ? null : <SaysLoading />
  if (rows.length === 0)
    return (
      <div className={css.none}>
        <Says icon="history" testId="history-none">
          {limited ? `${t.noMatch} ${t.noMatchCure}` : t.empty}
        </Says>
      </div>
    )
  return <HistoryList rows={rows} days={days} more={more} chosen={chosen} onChoose={onChoose} onMore={loadMore} />
}
