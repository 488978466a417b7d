import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { maskedNumber } from '../../../main/protocol/masked-number.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Digits } from '../../ui/digits.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { dayName } from './days.ts'
import css from './history-list.module.css'
import { byDay, type HistoryRow, inParts } from './history-rows.ts'
import { movedFocus } from './moved-focus.ts'
import { useNear } from './use-near.ts'

/** So many rows are drawn or left out as one. */
const partSize = 20

interface Props {
  readonly rows: readonly HistoryRow[]
  readonly days: Readonly<Record<string, number>>
  readonly more: boolean
  readonly chosen: string | undefined
  onChoose(id: string): void
  onMore(): void
}

/** The visits by day, as long as the history is: what is far from the screen is not drawn. Arrows move, Enter opens. */
export const HistoryList = memo(function TheList({ rows, days, more, chosen, onChoose, onMore }: Props) {
  const t = useWords()
  const [focused, setFocused] = useState<string>()
  const stop = focused ?? chosen ?? rows[0]?.id
  const list = useRef<HTMLDivElement>(null)
  function keyPressed(event: KeyboardEvent) {
    const to = list.current && movedFocus(list.current, event.key)
    if (!to) return
    event.preventDefault()
    to.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows within
    <div
      ref={list}
      className={css.list}
      onKeyDown={keyPressed}
      onFocus={event => setFocused((event.target as HTMLElement).dataset.transaction)}
      data-testid="history-rows"
    >
      {byDay(rows, days, !more).map(day => (
        <section key={day.day} aria-label={dayName(day.day, new Date(), t.history)}>
          <h2 className={css.day} data-testid="history-day" data-day={day.day} data-count={day.count}>
            {dayName(day.day, new Date(), t.history)}
            <span className={css.count}>{t.history.ofDay(day.count, day.more)}</span>
          </h2>
          <ul>
            {inParts(day.rows, partSize).map(part => (
              <Part
                key={part[0]?.id}
                rows={part}
                stop={part.some(({ id }) => id === stop) ? stop : undefined}
                chosen={part.some(({ id }) => id === chosen) ? chosen : undefined}
                onChoose={onChoose}
              />
            ))}
          </ul>
        </section>
      ))}
      {more && <More key={rows.length} onNear={onMore} />}
    </div>
  )
})

/** The end of what was asked for: the next page is, before anybody sees it. */
function More({ onNear }: { onNear(): void }) {
  const t = useWords()
  const { place, near } = useNear<HTMLParagraphElement>()
  const latest = useRef(onNear)
  latest.current = onNear
  useEffect(() => {
    if (near) latest.current()
  }, [near])
  return (
    <p ref={place} className={css.moreBelow}>
      {t.history.moreBelow}
    </p>
  )
}

interface PartProps {
  readonly rows: readonly HistoryRow[]
  /** Where the Tab key stops, and what is open, if that is among these rows. */
  readonly stop: string | undefined
  readonly chosen: string | undefined
  onChoose(id: string): void
}

const Part = memo(
  function OnePart({ rows, stop, chosen, onChoose }: PartProps) {
    const { place, near, height } = useNear<HTMLLIElement>()
    return (
      <li ref={place} style={near ? undefined : { height: height ?? `${rows.length * 4}rem` }}>
        {near && (
          <ul>
            {rows.map(row => (
              <li key={row.id}>
                <Row row={row} stop={row.id === stop} chosen={row.id === chosen} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        )}
      </li>
    )
  },
  (one, other) =>
    one.stop === other.stop &&
    one.chosen === other.chosen &&
    one.rows.length === other.rows.length &&
    one.rows.every((row, i) => row === other.rows[i]),
)

interface RowProps {
  readonly row: HistoryRow
  readonly stop: boolean
  readonly chosen: boolean
  onChoose(id: string): void
}

function Row({ row, stop, chosen, onChoose }: RowProps) {
  const t = useWords()
  const { state } = useStation()
  const { id, at, desk, verdict, light, name, number, registry } = row
  return (
    <button
      type="button"
      className={css.row}
      aria-current={chosen}
      tabIndex={stop ? 0 : -1}
      onClick={() => onChoose(id)}
      data-testid="history-row"
      data-transaction={id}
      data-verdict={verdict}
      data-registry={registry}
    >
      <LightIcon light={light} />
      <span className={css.who}>
        <span className={css.name}>{name ?? t.history.noName}</span>
        <span className={css.line}>
          {number && <Digits text={state?.rules?.masked ? maskedNumber(number) : number} />}
          <span>{t.verdicts[verdict].title}</span>
          {desk !== state?.desk.id && <span>{desk}</span>}
          {registry === 'pending' && <span className={css.pending}>{t.history.pending}</span>}
        </span>
      </span>
      <time className={css.time} dateTime={at}>
        {minuteInVietnam(at)}
      </time>
    </button>
  )
}
