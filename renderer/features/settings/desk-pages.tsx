import { type ReactNode, useState } from 'react'
import { settingNames } from '../../../main/protocol/settings.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SaysLoading, SaysNotAllowed } from '../../ui/says.tsx'
import { useLeaveGuard } from '../shell/leave-guard.tsx'
import type { View } from '../shell/view.ts'
import { useMay } from '../visit/use-may.ts'
import { DeskSettings } from './desk-settings.tsx'
import type { Form } from './fields.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { NetworkSettings } from './network-settings.tsx'
import { PrintingSettings } from './printing-settings.tsx'
import { SaveBar } from './save-bar.tsx'
import css from './settings.module.css'
import { isEmpty, refusedField } from './settings-draft.ts'
import { TestPages } from './test-pages.tsx'
import { type DeskSettings as Desk, useSettings } from './use-settings.ts'

/** Those that set the whole desk. */
export const deskPages = ['desk', 'network', 'printing'] as const

interface Props {
  readonly state: StationState
  readonly view: (typeof deskPages)[number]
}

/** The pages that set the whole desk: one draft for all of them, saved at once. */
export function DeskPages({ state, view }: Props) {
  const may = useMay()
  const { session } = state
  const operator = session?.state === 'signed-in' ? session.operator.id : ''
  const desk = useSettings(may('settings.list'), operator)
  const [going, setGoing] = useState<() => void>()
  // From one of these pages to another all changes stay in sight.
  const ask = (go: () => void, to: View) => (deskPages.some(page => page === to) ? go() : setGoing(() => go))
  useLeaveGuard(isEmpty(desk.draft) ? undefined : ask)
  return (
    <div className={css.page} data-testid={`${view}-settings`}>
      {may('settings.list') ? (
        <Loaded desk={desk} readOnly={!may('settings.change')} view={view} />
      ) : (
        view !== 'printing' && <SaysNotAllowed />
      )}
      {view === 'printing' && <TestPages />}
      <SaveBar desk={desk} />
      {going && <LeaveDialog desk={desk} go={going} onStay={() => setGoing(undefined)} />}
    </div>
  )
}

interface LoadedProps {
  readonly desk: Desk
  readonly readOnly: boolean
  readonly view: Props['view']
}

function Loaded({ desk, readOnly, view }: LoadedProps): ReactNode {
  const { settings: t, pages } = useWords()
  const { settings, error, draft, change, refused } = desk
  if (!settings)
    return error ? (
      <ErrorPanel error={error}>
        <Button onClick={desk.again}>{pages.titles[view]}</Button>
      </ErrorPanel>
    ) : (
      <SaysLoading />
    )
  const form: Form = {
    settings,
    draft,
    change,
    readOnly: readOnly || !settings.changeable,
    refused: refusedField(refused?.cause, settingNames),
  }
  return (
    <>
      {!settings.changeable ? (
        <Notice text={t.readOnly.demo} testId="settings-demo" />
      ) : (
        readOnly && <Notice text={t.readOnly.notAdmin} testId="settings-read-only" />
      )}
      {!settings.applied && (
        <Notice text={t.notApplied} testId="settings-not-applied">
          {!form.readOnly && isEmpty(draft) && <Button onClick={() => void desk.save()}>{t.apply}</Button>}
        </Notice>
      )}
      {view === 'desk' && <DeskSettings form={form} />}
      {view === 'network' && <NetworkSettings form={form} desk={desk} />}
      {view === 'printing' && <PrintingSettings form={form} />}
    </>
  )
}

interface NoticeProps {
  readonly text: string
  readonly testId: string
  readonly children?: ReactNode
}

const Notice = ({ text, testId, children }: NoticeProps) => (
  <div className={css.notice} data-testid={testId}>
    <Icon name="lock" />
    <span>{text}</span>
    {children}
  </div>
)
