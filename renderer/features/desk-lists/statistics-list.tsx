import { useState } from 'react'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { DeskView } from '../../../main/protocol/desk.ts'
import { useWords } from '../../i18n/language.tsx'
import { Counts } from './counts.tsx'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { PrintList } from './print-list.tsx'
import { useListed } from './use-listed.ts'

/** Counts of one day or of some. */
export function StatisticsList({ rules }: { readonly rules: DeskView | undefined }) {
  const { statistics: t } = useWords().desk
  const today = dayInVietnam(new Date())
  const [days, setDays] = useState({ from: today, to: today })
  const whole = days.from !== '' && days.to !== '' && days.from <= days.to
  const listed = useListed('desk.statistics', whole ? days : undefined)
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <label className={css.field}>
          {t.day}
          <input
            type="date"
            value={days.from}
            max={today}
            onChange={({ target: { value } }) => setDays({ from: value, to: days.to < value ? value : days.to })}
            data-testid="statistics-from"
          />
        </label>
        <label className={css.field}>
          {t.to}
          <input
            type="date"
            value={days.to}
            min={days.from}
            max={today}
            onChange={({ target: { value } }) => setDays({ ...days, to: value })}
            data-testid="statistics-to"
          />
        </label>
        {whole && <PrintList list={{ list: 'statistics', ...days }} />}
        <p className={css.soft}>{t.noPeople}</p>
      </div>
      <ListedPart listed={listed}>
        {statistics =>
          statistics.visits === 0 ? (
            <p className={css.none} data-testid="statistics-empty">
              {t.empty}
            </p>
          ) : (
            <Counts statistics={statistics} rules={rules} />
          )
        }
      </ListedPart>
    </div>
  )
}
