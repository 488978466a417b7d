import { memo, type ReactNode, useState } from 'react'
import { verdicts } from '../../../main/protocol/checks.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { DayField } from './day-field.tsx'
import { daysOf, type Filter, isBackwards, limitsBesideDays, spanOf, spans, withPart } from './history-filter.ts'
import css from './history-filters.module.css'
import type { HistoryRow } from './history-rows.ts'

interface Props {
  readonly filter: Filter
  /** What is listed now: of other desks and purposes than this one's there may be some. */
  readonly rows: readonly HistoryRow[]
  onFilter(filter: Filter): void
}

/** When, and the rest behind one button: most look for today or yesterday. */
export const HistoryFilters = memo(function TheFilters({ filter, rows, onFilter }: Props) {
  const { history: t } = useWords()
  const now = new Date()
  const span = spanOf(filter, now)
  const limits = limitsBesideDays(filter) + (span === undefined ? 1 : 0)
  const [open, setOpen] = useState(false)
  return (
    <div className={css.filters}>
      <fieldset className={css.spans} aria-label={t.when}>
        {spans.map(each => (
          <button
            key={each}
            type="button"
            className={css.span}
            aria-pressed={span === each}
            onClick={() => {
              const { from: _, to: __, ...rest } = filter
              onFilter({ ...rest, ...daysOf(each, now) })
            }}
            data-testid={`span-${each}`}
          >
            {t[each]}
          </button>
        ))}
        <button
          type="button"
          className={css.span}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          data-testid="filters-open"
        >
          <Icon name="filter" size="1em" /> {limits > 0 ? t.filtersOn(limits) : t.filters}
        </button>
      </fieldset>
      {open && <MoreFilters filter={filter} rows={rows} onFilter={onFilter} />}
      {isBackwards(filter) && (
        <p className={css.backwards} role="alert">
          {t.backwards}
        </p>
      )}
    </div>
  )
})

function MoreFilters({ filter, rows, onFilter }: Props) {
  const t = useWords()
  const { language } = useLanguage()
  const { state } = useStation()
  const { history } = t
  const visits = state?.rules?.visits ?? []
  const purposeName = (code: string) => visits.find(({ purpose }) => purpose === code)?.name[language] ?? code
  const purposes = unique([
    ...visits.map(({ purpose }) => purpose),
    ...rows.map(({ purpose }) => purpose),
    filter.purpose,
  ])
  const desks = unique([state?.desk.id, ...rows.map(({ desk }) => desk), filter.desk])
  const set = <K extends keyof Filter>(part: K, value: Filter[K] | '' | undefined) =>
    onFilter(withPart(filter, part, value))
  return (
    <div className={css.more} data-testid="filters">
      <Field label={history.verdict}>
        <select
          value={filter.verdict ?? ''}
          onChange={({ target }) => set('verdict', verdicts.find(each => each === target.value) ?? '')}
          data-testid="filter-verdict"
        >
          <option value="">{history.any}</option>
          {verdicts.map(verdict => (
            <option key={verdict} value={verdict}>
              {t.verdicts[verdict].title}
            </option>
          ))}
        </select>
      </Field>
      <Field label={history.purpose}>
        <select
          value={filter.purpose ?? ''}
          onChange={({ target }) => set('purpose', target.value)}
          data-testid="filter-purpose"
        >
          <option value="">{history.any}</option>
          {purposes.map(purpose => (
            <option key={purpose} value={purpose}>
              {purposeName(purpose)}
            </option>
          ))}
        </select>
      </Field>
      <Field label={history.desk}>
        <select
          value={filter.desk ?? ''}
          onChange={({ target }) => set('desk', target.value)}
          data-testid="filter-desk"
        >
          <option value="">{history.any}</option>
          {desks.map(desk => (
            <option key={desk} value={desk}>
              {desk === state?.desk.id ? `${state.desk.name} (${desk})` : desk}
            </option>
          ))}
        </select>
      </Field>
      <Field label={history.from}>
        <DayField day={filter.from} onDay={day => set('from', day)} testId="filter-from" />
      </Field>
      <Field label={history.to}>
        <DayField day={filter.to} onDay={day => set('to', day)} testId="filter-to" />
      </Field>
      <Button look="quiet" onClick={() => onFilter({})} data-testid="filters-clear">
        {history.clearFilters}
      </Button>
    </div>
  )
}

function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // The field is a child.
    // biome-ignore lint/a11y/noLabelWithoutControl: see above
    <label className={css.field}>
      <span>{label}</span>
      {children}
    </label>
  )
}

const unique = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter(value => value !== undefined)),
]
