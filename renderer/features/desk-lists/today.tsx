import { useEffect, useState } from 'react'
import { beginOfDayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { Today as TodayCounts } from '../../../main/protocol/desk-today.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useWords } from '../../i18n/language.tsx'
import { Says } from '../../ui/says.tsx'
import { ListedPart } from './listed-part.tsx'
import css from './lists.module.css'
import { PendingChart } from './pending-chart.tsx'
import { ReaderChart } from './reader-chart.tsx'
import own from './today.module.css'
import { useListed } from './use-listed.ts'
import { VerdictChart } from './verdict-chart.tsx'

/** The day so far, drawn: verdicts by the hour, how long reads take, what waited. Asked for anew every minute and after every visit. */
export function Today({ state }: { readonly state: StationState }) {
  const t = useWords().today
  const [minute, setMinute] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setMinute(before => before + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
  const listed = useListed('desk.today', {}, `${minute} ${state.online.pending} ${state.counter.step}`)
  return (
    <div className={css.page}>
      <ListedPart listed={listed}>
        {today => (
          <>
            <p className={css.soft}>{t.until(timeInVietnam(today.at).slice(0, 5))}</p>
            {today.visits === 0 && today.pending.every(({ count }) => count === 0) ? (
              <Says icon="clock" testId="today-empty">
                {t.empty}
              </Says>
            ) : (
              <Charts today={today} />
            )}
          </>
        )}
      </ListedPart>
    </div>
  )
}

function Charts({ today }: { readonly today: TodayCounts }) {
  const begins = beginOfDayInVietnam(today.day)
  const hourOf = (at: string) => Math.floor((Date.parse(at) - begins) / 3_600_000)
  const firstVisit = today.byHour.findIndex(hour => Object.keys(hour).length > 0)
  const waited = today.pending.find(({ count }) => count > 0)
  const firsts = [...(firstVisit < 0 ? [] : [firstVisit]), ...(waited ? [hourOf(waited.at)] : [])]
  return (
    <div className={own.charts} data-testid="today">
      {today.visits > 0 && <VerdictChart today={today} hourNow={hourOf(today.at)} />}
      <PendingChart today={today} firstHour={Math.min(...firsts)} />
      {today.readers.length > 0 && <ReaderChart readers={today.readers} />}
    </div>
  )
}
