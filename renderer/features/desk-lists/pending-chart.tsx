import { useRef } from 'react'
import { beginOfDayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { Today } from '../../../main/protocol/desk-today.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { axisSteps, stepPath } from './chart-scale.ts'
import css from './today.module.css'
import { useWidth } from './use-width.ts'

const clock = (at: string) => timeInVietnam(at).slice(0, 5)

/** How many questions waited for an answer, from the first hour of the day in which anything happened. */
export function PendingChart({ today, firstHour }: { readonly today: Today; readonly firstHour: number }) {
  const t = useWords().today
  const place = useRef<HTMLDivElement>(null)
  const { width, em } = useWidth(place)
  const begins = beginOfDayInVietnam(today.day) + firstHour * 3_600_000
  const points = today.pending.filter(({ at }) => Date.parse(at) >= begins)
  const counts = points.map(({ count }) => count)
  const most = Math.max(0, ...counts)
  const now = counts.at(-1) ?? 0
  const peak = points.find(({ count }) => count === most)
  const says = most === 0 ? t.nothingWaited : t.pendingSays(String(now), String(most), peak ? clock(peak.at) : '')
  const steps = axisSteps(most)
  const top = steps.at(-1) ?? 1
  const frame = { left: 2.6 * em, right: em, top: em, bottom: 1.8 * em, height: 12 * em }
  const inner = { width: width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom }
  const ends = Math.max(Date.parse(today.at), begins + 3_600_000)
  const x = (at: string) => frame.left + (inner.width * (Date.parse(at) - begins)) / (ends - begins)
  const y = (count: number) => frame.top + inner.height * (1 - count / top)
  const line = stepPath(points.map(({ at, count }) => ({ x: x(at), y: y(count) })))
  const [first, last] = [points[0], points.at(-1)]
  const hourly = points.filter(({ at }) => clock(at).endsWith(':00'))
  const every = Math.max(1, Math.ceil((3.6 * em * hourly.length) / Math.max(1, inner.width)))
  return (
    <ChartFigure
      title={t.pending}
      says={says}
      testId="chart-pending"
      table={{ head: [t.timeHead, t.waitHead], rows: points.map(({ at, count }) => [clock(at), String(count)]) }}
    >
      <div ref={place} className={css.drawing}>
        <svg width={width} height={frame.height} role="img" aria-label={`${t.pending}. ${says}`}>
          {steps.map(step => (
            <g key={step}>
              <line className={css.grid} x1={frame.left} x2={width - frame.right} y1={y(step)} y2={y(step)} />
              <text className={css.axis} x={frame.left - em / 2} y={y(step) + em / 3} textAnchor="end">
                {step}
              </text>
            </g>
          ))}
          {first && last && <path className={css.area} d={`${line}V${y(0)}H${x(first.at)}Z`} />}
          <path className={css.line} d={line} />
          {hourly.map(({ at }, i) =>
            i % every === 0 ? (
              <text key={at} className={css.axis} x={x(at)} y={frame.height - em / 2} textAnchor="middle">
                {clock(at)}
              </text>
            ) : null,
          )}
        </svg>
      </div>
    </ChartFigure>
  )
}
