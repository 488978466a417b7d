import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'
import { SaysNotAllowed } from '../../ui/says.tsx'
import { type ListView, listViews, type View } from '../shell/view.ts'
import { useMay } from '../visit/use-may.ts'
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
  const counts: Partial<Record<ListView, number | undefined>> = { review: state.open, queue: state.online.pending }
  return (
    <Page
      title={lists.open}
      tabs={listViews.map(id => ({ id, text: lists.tabs[id], count: counts[id] }))}
      chosen={view}
      onChoose={setView}
      onClose={() => setView('counter')}
      testId="lists"
      tabTestId="list"
      whole
    >
      {may(callOfView[view]) ? <Content state={state} view={view} /> : <SaysNotAllowed />}
    </Page>
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
