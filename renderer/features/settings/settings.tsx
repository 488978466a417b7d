import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { Page } from '../../ui/page.tsx'
import { Devices } from '../devices/devices.tsx'
import { type SettingsView, settingsViews, type View } from '../shell/view.ts'
import { DeskPages, deskPages } from './desk-pages.tsx'
import { Display } from './display.tsx'

interface Props {
  readonly state: StationState
  readonly view: SettingsView
  setView(view: View): void
}

/** How this desk is set: for whoever sits here, and for the whole desk. */
export function Settings({ state, view, setView }: Props) {
  const { pages } = useWords()
  return (
    <Page
      title={pages.settings}
      tabs={settingsViews.map(id => ({ id, text: pages.titles[id] }))}
      chosen={view}
      onChoose={id => setView(id as SettingsView)}
      onClose={() => setView('counter')}
      testId="settings"
      tabTestId="settings"
    >
      {view === 'display' && <Display />}
      {view === 'devices' && <Devices state={state} />}
      {isDeskPage(view) && <DeskPages state={state} view={view} />}
    </Page>
  )
}

const isDeskPage = (view: SettingsView): view is (typeof deskPages)[number] => deskPages.some(page => page === view)
