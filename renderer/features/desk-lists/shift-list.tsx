import { useState } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Counts } from './counts.tsx'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { OpenLine } from './open-line.tsx'
import { PrintList } from './print-list.tsx'
import { startOfShift, usualStart } from './shift-start.ts'
import { useListed } from './use-listed.ts'

/** What the shift since a chosen hour leaves to the next one. */
export function ShiftList({ state }: { readonly state: StationState }) {
  const { shift: t } = useWords().desk
  const [hour, setHour] = useState(() => usualStart(new Date()))
  const [now] = useState(() => new Date())
  const from = hour === '' ? undefined : startOfShift(hour, now).toISOString()
  const listed = useListed('desk.shift', from === undefined ? undefined : { from }, state.open)
  return (
    <div className={css.page}>
      <div className={css.bar}>
        <label className={css.field}>
          {t.from}
          <input type="time" value={hour} onChange={({ target }) => setHour(target.value)} data-testid="shift-from" />
        </label>
        {from !== undefined && <PrintList list={{ list: 'shift', from }} />}
        <p className={css.soft}>{t.sub}</p>
      </div>
      <ListedPart listed={listed}>
        {shift => (
          <>
            <p className={css.period} data-testid="shift">
              {t.period(timeInVietnam(shift.from), timeInVietnam(shift.to))}
            </p>
            <h2 className={css.title}>{t.left}</h2>
            {shift.open.length === 0 ? (
              <p className={css.none}>{t.nothingLeft}</p>
            ) : (
              <ul className={css.left}>
                {shift.open.map(item => (
                  <li key={item.transactionId} className={css.leftItem}>
                    <OpenLine item={item} now={now} />
                  </li>
                ))}
              </ul>
            )}
            <Counts statistics={shift.statistics} rules={state.rules} />
          </>
        )}
      </ListedPart>
    </div>
  )
}
