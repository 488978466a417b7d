import type { StationState } from '../../../main/protocol/station.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type ListView, listViews, type View } from '../shell/view.ts'
import { useMay } from '../visit/use-may.ts'
import css from './lists.module.css'
import { OwnData } from './own-data.tsx'
import { Queue } from './queue.tsx'
import { Review } from './review.tsx'
import { ShiftList } from './shift-list.tsx'
import { StatisticsList } from './statistics-list.tsx'
import { Today } from './today.tsx'

const callOfView = {
  review: 'desk.open',
  queue: 'outbox.list',
  today: 'desk.today',
  statistics: 'desk.statistics',
  shift: 'desk.shift',
  'own-data': 'citizen.own-record',
} as const

interface Props {
  readonly state: StationState
  readonly view: ListView
  setView(view: View): void
}

/** The book of the desk: what is left to look at, counts, what a shift leaves, and what is kept of one person. */
export function Lists({ state, view, setView }: Props) {
  const t = useWords()
  const may = useMay()
  const { lists } = t.desk
  return (
    <div className={css.lists} data-testid="lists" data-view={view}>
      <h1>
        <Hidden>{`${lists.open}: ${lists.tabs[view]}`}</Hidden>
      </h1>
      <div className={css.head}>
        <nav className={css.tabs} aria-label={lists.open}>
          {listViews.map(each => (
            <button
              key={each}
              type="button"
              className={css.tab}
              aria-current={view === each ? 'page' : undefined}
              onClick={() => setView(each)}
              data-testid={`list-${each}`}
            >
              {lists.tabs[each]}
              {each === 'review' && state.open ? <span className={css.count}>{state.open}</span> : null}
              {each === 'queue' && state.online.pending ? (
                <span className={css.count}>{state.online.pending}</span>
              ) : null}
            </button>
          ))}
        </nav>
        <Button onClick={() => setView('counter')} shortcut="Esc" data-testid="lists-close">
          <Icon name="back" /> {t.history.back}
        </Button>
      </div>
      {may(callOfView[view]) ? (
        <Content state={state} view={view} />
      ) : (
        <p className={css.none} data-testid="list-not-allowed">
          {lists.notAllowed}
        </p>
      )}
    </div>
  )
}

function Content({ state, view }: { readonly state: StationState; readonly view: ListView }) {
  switch (view) {
    case 'review':
      return <Review state={state} />
    case 'queue':
      return <Queue state={state} />
    case 'today':
      return <Today state={state} />
    case 'statistics':
      return <StatisticsList rules={state.rules} />
    case 'shift':
      return <ShiftList state={state} />
    case 'own-data':
      return <OwnData state={state} />
  }
}
