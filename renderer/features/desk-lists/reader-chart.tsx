import type { Today } from '../../../main/protocol/desk-today.ts'
import { type Phase, phases } from '../../../main/protocol/phases.ts'
import { useWords } from '../../i18n/language.tsx'
import { formatSeconds } from '../../ui/formats.ts'
import { ChartFigure } from './chart-figure.tsx'
import css from './today.module.css'

/** How long reads take on each reader: half of them no longer than the bar, nineteen of twenty no longer than the line behind it. */
export function ReaderChart({ readers }: { readonly readers: Today['readers'] }) {
  const t = useWords()
  const words = t.today
  const longest = Math.max(1, ...readers.map(({ p95 }) => p95))
  const seconds = (ms: number) => words.seconds(formatSeconds(ms, t.locale))
  const phaseName = (phase: string) => (phases.some(known => known === phase) ? t.phases[phase as Phase] : phase)
  const [busiest] = readers
  const says = busiest ? words.readersSay(busiest.name, seconds(busiest.median), seconds(busiest.p95)) : words.noReads
  return (
    <ChartFigure
      title={words.readers}
      says={says}
      testId="chart-readers"
      table={{
        head: [words.readerHead, words.reads, words.median, words.p95, words.slowest],
        rows: readers.map(({ name, reads, median, p95, slowest }) => [
          name,
          String(reads),
          seconds(median),
          seconds(p95),
          slowest ? `${phaseName(slowest.phase)} (${seconds(slowest.median)})` : '–',
        ]),
      }}
    >
      <ul className={css.readers}>
        {readers.map(({ name, reads, median, p95, slowest }) => (
          <li key={name}>
            <p className={css.reader}>{name}</p>
            <svg
              className={css.bar}
              viewBox="0 0 1000 20"
              preserveAspectRatio="none"
              role="img"
              aria-label={`${name}: ${words.median} ${seconds(median)}, ${words.p95} ${seconds(p95)}`}
            >
              <rect className={css.late} x="0" y="7" height="6" width={(1000 * p95) / longest} />
              <rect className={css.half} x="0" y="0" height="20" width={(1000 * median) / longest} />
              <rect className={css.end} x={(1000 * p95) / longest - 4} y="0" height="20" width="4" />
            </svg>
            <p className={css.about}>
              <span>{words.readCount(String(reads))}</span>
              <span>
                {words.median} <strong>{seconds(median)}</strong>
              </span>
              <span>
                {words.p95} <strong>{seconds(p95)}</strong>
              </span>
              {slowest && (
                <span>
                  {words.slowest} {phaseName(slowest.phase)} ({seconds(slowest.median)})
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </ChartFigure>
  )
}
