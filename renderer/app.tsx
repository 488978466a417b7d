import { type ReactNode, useEffect, useRef, useState } from 'react'
import { chipDeskError } from '../main/protocol/errors.ts'
import type { StationState } from '../main/protocol/station-state.ts'
import css from './app.module.css'
import { useStation } from './connection/station-context.tsx'
import { About } from './features/about/about.tsx'
import { Audit } from './features/audit/audit.tsx'
import { DemoTray } from './features/demo/demo-tray.tsx'
import { Watermark } from './features/demo/watermark.tsx'
import { Lists } from './features/desk-lists/lists.tsx'
import { Diagnostics } from './features/diagnostics/diagnostics.tsx'
import { FirstRun, nothingDone } from './features/first-run/first-run.tsx'
import { Help } from './features/help/help.tsx'
import { History } from './features/history/history.tsx'
import { Keypad } from './features/keypad/keypad.tsx'
import { More } from './features/more/more.tsx'
import { Reading } from './features/reading/reading.tsx'
import { Result } from './features/result/result.tsx'
import { Settings } from './features/settings/settings.tsx'
import { Announcer } from './features/shell/announcer.tsx'
import { BrokenReadNotice } from './features/shell/broken-read-notice.tsx'
import { ConnectionBanner } from './features/shell/connection-banner.tsx'
import { Header } from './features/shell/header.tsx'
import { LeaveGuardProvider, useGuardedView } from './features/shell/leave-guard.tsx'
import { ScreenActionsProvider } from './features/shell/screen-actions.tsx'
import { useShortcuts } from './features/shell/use-shortcuts.ts'
import { isListView, isSettingsView, type View } from './features/shell/view.ts'
import { Accounts } from './features/sign-in/accounts.tsx'
import { SecondPerson } from './features/sign-in/second-person.tsx'
import { SignIn } from './features/sign-in/sign-in.tsx'
import { useActivity } from './features/sign-in/use-activity.ts'
import { Sounds } from './features/sound/sounds.tsx'
import { Trust } from './features/trust/trust.tsx'
import { Waiting } from './features/waiting/waiting.tsx'
import { Inputs } from './features/wedge/inputs.tsx'
import { useWords } from './i18n/language.tsx'
import { ErrorPanel } from './ui/error-panel.tsx'
import { Screen } from './ui/screen.tsx'

export function App({ initialView = 'counter' }: { readonly initialView?: View }) {
  return (
    <ScreenActionsProvider>
      <Screen>
        <LeaveGuardProvider>
          <Screens initialView={initialView} />
        </LeaveGuardProvider>
      </Screen>
    </ScreenActionsProvider>
  )
}

function Screens({ initialView }: { readonly initialView: View }) {
  const { state, link, call } = useStation()
  const t = useWords()
  const [view, setView] = useState<View>(initialView)
  const frame = useRef<HTMLDivElement>(null)
  const session = state?.session
  const nobody = session && session.state !== 'signed-in' ? session : undefined
  const signedIn = session?.state === 'signed-in' ? session : undefined
  const step = nobody ? undefined : state?.counter.step
  const [memory, setMemory] = useState(nothingDone)
  const newcomer = state && isNewcomer(state)
  const leading = newcomer && (nobody || view === 'counter') ? state : undefined

  // A card that starts to be read belongs on the screen, whatever the clerk was looking up.
  useEffect(() => {
    if (step === 'reading') setView('counter')
  }, [step])
  // Whoever comes in begins at the counter, not at what somebody else was looking up.
  useEffect(() => {
    if (nobody) setView('counter')
  }, [nobody])
  // Where the whole screen scrolls, the next one begins at its top.
  useEffect(() => {
    if (view || step) frame.current?.scrollTo({ top: 0 })
  }, [view, step])
  useActivity(signedIn !== undefined)
  const go = useGuardedView(setView)

  // Where somebody was before they asked for help.
  const before = useRef<View>('counter')
  useEffect(() => {
    if (view !== 'help') before.current = view
  }, [view])
  useShortcuts({ view, setView: go, back: () => setView(before.current), step, call })

  const connected = link.status === 'connected'
  return (
    <div className={css.frame} ref={frame}>
      <Header view={view} setView={go} />
      <ConnectionBanner />
      <BrokenReadNotice />
      <Place nobody={nobody !== undefined} onScan={() => setView('counter')}>
        <main className={css.main}>
          <div
            className={connected || !state ? css.shown : `${css.shown} ${css.stale}`}
            inert={!connected && state !== undefined}
          >
            {leading?.setUp ? (
              <FirstRun state={leading} setUp={leading.setUp} memory={memory} onMemory={setMemory} />
            ) : nobody ? (
              <SignIn session={nobody} demo={state?.demo !== undefined} />
            ) : state ? (
              <CurrentView view={view} setView={go} before={before.current} />
            ) : (
              <NoStation />
            )}
            {state?.demo && <Watermark text={t.demo.watermark} />}
          </div>
        </main>
      </Place>
      {signedIn?.consent && (
        <SecondPerson key={signedIn.consent.id} request={signedIn.consent} operator={signedIn.operator} />
      )}
      {state?.demo && !nobody && !leading && <DemoTray demo={state.demo} disabled={!connected} />}
      <Announcer />
      <Keypad />
      <Sounds />
    </div>
  )
}

/** A desk that is being set up leads whoever may make its first account, or has made it. */
function isNewcomer({ setUp, session }: StationState): boolean {
  if (!setUp || !session) return false
  return session.state === 'first-operator' || (session.state === 'signed-in' && session.operator.role === 'admin')
}

/** Scanners, clipboard and dropped pictures belong to the counter: where nobody is signed in, nothing is taken from them. */
function Place({
  nobody,
  onScan,
  children,
}: {
  readonly nobody: boolean
  onScan(): void
  readonly children: ReactNode
}) {
  return nobody ? children : <Inputs onScan={onScan}>{children}</Inputs>
}

/** Before the first state: on the way, or turned away. */
function NoStation() {
  const { link } = useStation()
  const t = useWords()
  if (link.status === 'lost' && link.unauthorised)
    return (
      <div className={css.connecting}>
        <ErrorPanel error={chipDeskError('ApiUnauthorised')} />
      </div>
    )
  return <h1 className={css.connecting}>{t.connection.connecting}</h1>
}

function CurrentView({
  view,
  setView,
  before,
}: {
  readonly view: View
  setView(view: View): void
  readonly before: View
}) {
  const { state } = useStation()
  if (!state) return null
  const home = () => setView('counter')
  if (isListView(view)) return <Lists state={state} view={view} setView={setView} />
  if (isSettingsView(view)) return <Settings state={state} view={view} setView={setView} />
  switch (view) {
    case 'counter':
      return <AtCounter state={state} setView={setView} />
    case 'history':
      return <History onClose={home} />
    case 'more':
      return <More setView={setView} />
    case 'trust':
      return <Trust onClose={home} />
    case 'diagnostics':
      return <Diagnostics onClose={home} />
    case 'audit':
      return <Audit onClose={home} />
    case 'accounts':
      if (state.session?.state !== 'signed-in') return null
      return <Accounts operator={state.session.operator} onClose={home} />
    case 'help':
      return <Help from={before} onClose={() => setView(before)} />
    case 'about':
      return <About state={state} onHelp={() => setView('help')} onClose={home} />
  }
}

/** Ready, reading, result: the three states of the one main screen. */
function AtCounter({ state, setView }: { readonly state: StationState; setView(view: View): void }) {
  const { counter } = state
  switch (counter.step) {
    case 'waiting':
      return <Waiting state={state} counter={counter} />
    case 'reading':
      return <Reading counter={counter} />
    case 'result':
      return <Result counter={counter} onOwnData={() => setView('own-data')} />
  }
}
