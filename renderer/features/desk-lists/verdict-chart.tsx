import { useId, useRef } from 'react'
import { type Light, lightOfVerdict, lights, type Verdict, verdicts } from '../../../main/protocol/checks.ts'
import type { Today } from '../../../main/protocol/desk-today.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { ChartFigure } from './chart-figure.tsx'
import { LightPatterns } from './chart-patterns.tsx'
import { axisSteps, shownHours } from './chart-scale.ts'
import css from './today.module.css'
import { useWidth } from './use-width.ts'

/** Verdicts of the day, hour by hour, one on top of the other: by colour, by pattern, and in a table by each verdict. */
export function VerdictChart({ today, hourNow }: { readonly today: Today; readonly hourNow: number }) {
  const t = useWords()
  const words = t.today
  const place = useRef<HTMLDivElement>(null)
  const { width, em } = useWidth(place)
  const pattern = useId()
  const total = (hour: number) => Object.values(today.byHour[hour] ?? {}).reduce((sum, count) => sum + count, 0)
  const hours = shownHours(
    today.byHour.map((_, hour) => total(hour) > 0),
    hourNow,
  )
  const steps = axisSteps(Math.max(...hours.map(total)))
  const top = steps.at(-1) ?? 1
  const frame = { left: 2.6 * em, right: em / 2, top: 1.4 * em, bottom: 1.8 * em, height: 15 * em }
  const inner = { width: width - frame.left - frame.right, height: frame.height - frame.top - frame.bottom }
  const y = (count: number) => frame.top + inner.height * (1 - count / top)
  const band = inner.width / hours.length
  // At 200 % text not every hour has room for its name.
  const every = Math.max(1, Math.ceil((3.2 * em) / band))
  const ofLight = (hour: number, light: Light) =>
    verdicts
      .filter(verdict => lightOfVerdict[verdict] === light)
      .reduce((sum, verdict) => sum + (today.byHour[hour]?.[verdict] ?? 0), 0)
  const seen = verdicts.filter(verdict => today.byHour.some(hour => hour[verdict]))
  const sum = (verdict: Verdict) => today.byHour.reduce((all, hour) => all + (hour[verdict] ?? 0), 0)
  const says = seen.map(verdict => `${t.verdicts[verdict].title}: ${sum(verdict)}`).join(' · ')
  const hourName = (hour: number) => words.hour(String(hour))
  return (
    <ChartFigure
      title={words.verdicts}
      says={words.verdictsSay(String(today.visits), says)}
      testId="chart-verdicts"
      table={{
        head: [words.hourHead, ...seen.map(verdict => t.verdicts[verdict].title), words.total],
        rows: hours.map(hour => [
          hourName(hour),
          ...seen.map(verdict => String(today.byHour[hour]?.[verdict] ?? 0)),
          String(total(hour)),
        ]),
      }}
    >
      <ul className={css.legend}>
        {lights
          .filter(light => hours.some(hour => ofLight(hour, light) > 0))
          .map(light => (
            <li key={light}>
              <svg width="1.4em" height="1.4em" viewBox="0 0 20 20" aria-hidden="true">
                <rect width="20" height="20" fill={`url(#${pattern}-${light})`} />
              </svg>
              <LightIcon light={light} />
              {words.lights[light]}
            </li>
          ))}
      </ul>
      <div ref={place} className={css.drawing}>
        <svg width={width} height={frame.height} role="img" aria-label={`${words.verdicts}. ${says}`}>
          <LightPatterns id={pattern} />
          {steps.map(step => (
            <g key={step}>
              <line className={css.grid} x1={frame.left} x2={width - frame.right} y1={y(step)} y2={y(step)} />
              <text className={css.axis} x={frame.left - em / 2} y={y(step) + em / 3} textAnchor="end">
                {step}
              </text>
            </g>
          ))}
          {hours.map((hour, i) => {
            let below = 0
            const middle = frame.left + band * (i + 0.5)
            const wide = Math.min(band * 0.72, 4 * em)
            return (
              <g key={hour}>
                {lights.map(light => {
                  const count = ofLight(hour, light)
                  const from = below
                  below += count
                  return count === 0 ? null : (
                    <rect
                      key={light}
                      className={css.part}
                      x={middle - wide / 2}
                      width={wide}
                      y={y(below)}
                      height={y(from) - y(below)}
                      fill={`url(#${pattern}-${light})`}
                    />
                  )
                })}
                {below > 0 && (
                  <text className={css.value} x={middle} y={y(below) - em / 3} textAnchor="middle">
                    {below}
                  </text>
                )}
                {i % every === 0 && (
                  <text className={css.axis} x={middle} y={frame.height - em / 2} textAnchor="middle">
                    {hourName(hour)}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </div>
    </ChartFigure>
  )
}
