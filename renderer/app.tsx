import { useEffect, useState } from 'react'
import { chipDeskError } from '../main/protocol/errors.ts'
import css from './app.module.css'
import { useStation } from './connection/station-context.tsx'
import { About } from './features/about/about.tsx'
import { DemoTray } from './features/demo/demo-tray.tsx'
import { Watermark } from './features/demo/watermark.tsx'
import { Devices } from './features/devices/devices.tsx'
import { History } from './features/history/history.tsx'
import { Reading } from './features/reading/reading.tsx'
import { Result } from './features/result/result.tsx'
import { Announcer } from './features/shell/announcer.tsx'
import { ConnectionBanner } from './features/shell/connection-banner.tsx'
import { Header } from './features/shell/header.tsx'
import { useShortcuts } from './features/shell/use-shortcuts.ts'
import type { View } from './features/shell/view.ts'
import { Waiting } from './features/waiting/waiting.tsx'
import { Inputs } from './features/wedge/inputs.tsx'
import { useWords } from './i18n/language.tsx'
import { ErrorPanel } from './ui/error-panel.tsx'

export function App({ initialView = 'counter' }: { readonly initialView?: View }) {
  const { state, link, call } = useStation()
  const t = useWords()
  const [view, setView] = useState<View>(initialView)
  const step = state?.counter.step

  // A card that starts to be read belongs on the screen, whatever the clerk was looking up.
  useEffect(() => {
    if (step === 'reading') setView('counter')
  }, [step])
  useShortcuts({ view, setView, step, call })

  const connected = link.status === 'connected'
  return (
    <div className={css.frame}>
      <Header view={view} setView={setView} />
      <ConnectionBanner />
      <Inputs onScan={() => setView('counter')}>
        <main className={connected || !state ? css.main : `${css.main} ${css.stale}`} inert={!connected}>
          {state ? <CurrentView view={view} setView={setView} /> : <NoStation />}
          {state?.demo && <Watermark text={t.demo.watermark} />}
        </main>
      </Inputs>
      {state?.demo && <DemoTray demo={state.demo} disabled={!connected} />}
      <Announcer />
    </div>
  )
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
  return <p className={css.connecting}>{t.connection.connecting}</p>
}

function CurrentView({ view, setView }: { readonly view: View; setView(view: View): void }) {
  const { state } = useStation()
  if (!state) return null
  if (view === 'history') return <History onClose={() => setView('counter')} />
  if (view === 'devices') return <Devices state={state} onClose={() => setView('counter')} />
  if (view === 'about') return <About state={state} onClose={() => setView('counter')} />
  const { counter } = state
  switch (counter.step) {
    case 'waiting':
      return <Waiting state={state} counter={counter} />
    case 'reading':
      return <Reading counter={counter} />
    case 'result':
      return <Result counter={counter} />
  }
}
