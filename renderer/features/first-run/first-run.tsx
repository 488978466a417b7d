import { useEffect, useState } from 'react'
import type { SetUpView } from '../../../main/protocol/set-up.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './first-run.module.css'
import { Found } from './found.tsx'
import { InventedCard, isGreen } from './invented-card.tsx'
import { WhoWorksHere } from './operator-step.tsx'
import { OwnCard, useOwnCard } from './own-card.tsx'
import { Progress } from './progress.tsx'
import { Ready } from './ready.tsx'
import { StepFrame } from './step-frame.tsx'
import { isDone, type Known, mayBeLater, nextOpen, type SetUpStep, setUpSteps } from './steps.ts'
import { useFindings } from './use-findings.ts'

/** What was done in either mode: the page goes on when the desk is opened anew. */
export interface FirstRunMemory {
  /** An invented card was read and was green. */
  readonly read: boolean
  readonly later: ReadonlySet<SetUpStep>
}
export const nothingDone: FirstRunMemory = { read: false, later: new Set() }

interface Props {
  readonly state: StationState
  readonly setUp: SetUpView
  readonly memory: FirstRunMemory
  onMemory(change: (before: FirstRunMemory) => FirstRunMemory): void
}

/** From nothing to the first citizen: what this computer has, what it lacks and how to mend it, a card to try, and somebody to work here. */
export function FirstRun({ state, setUp, memory, onMemory }: Props) {
  const { call } = useStation()
  const { firstRun: t } = useWords()
  const { demo, session, counter } = state
  const own = useOwnCard(state)
  const { findings, error, busy, again } = useFindings(state)
  const { read, later } = memory
  const green = isGreen(counter)
  useEffect(() => {
    if (green && !read) onMemory(before => ({ ...before, read: true }))
  }, [green, read, onMemory])
  const known: Known = {
    findings,
    cardTried: read || own.trial.is === 'tried',
    signedIn: session?.state === 'signed-in',
  }
  const [chosen, setStep] = useState<SetUpStep | 'ready'>()
  const [switching, setSwitching] = useState(false)
  // Until somebody has gone on by hand, the first that is open: a newcomer at a demonstration begins with the card.
  const step = chosen ?? (findings ? nextOpen(known, later) : 'service')
  useEffect(() => {
    if (findings) setStep(before => before ?? step)
  }, [findings, step])
  const made = step === 'operator' && known.signedIn
  useEffect(() => {
    if (made && !demo) setStep('ready')
  }, [made, demo])

  const on = (from: SetUpStep, off: ReadonlySet<SetUpStep> = later) => setStep(nextOpen(known, off, from))
  const putOff = (what: SetUpStep) => {
    const more = new Set([...later, what])
    onMemory(before => ({ ...before, later: more }))
    on(what, more)
  }
  async function open(mode: 'demo' | 'live') {
    setSwitching(true)
    await call('set-up.mode', { mode })
    setSwitching(false)
  }
  async function start() {
    if (demo) {
      await call('demo.remove', {})
      await call('counter.clear', {})
    }
    await call('set-up.done', {})
  }

  const left = setUpSteps.filter(each => !isDone(each, known))
  const frame = (which: SetUpStep) => {
    const at = setUpSteps.indexOf(which)
    const done = isDone(which, known)
    const onward = { text: t.next, run: () => on(which) }
    const look = { text: busy ? t.checking : t.again, busy, run: again }
    const before = setUpSteps[at - 1]
    return {
      step: which,
      title: t.steps[which].title,
      why: t.steps[which].why,
      primary: done ? onward : look,
      missing: t.steps[which].missing,
      onLater: done || !mayBeLater(which) ? undefined : () => putOff(which),
      onBack: before && (() => setStep(before)),
    }
  }
  const toTrial = (
    <Button onClick={() => void open('demo')} aria-busy={switching} data-testid="first-run-trial">
      <Icon name="card" /> {switching ? t.switching : t.toTrial}
    </Button>
  )

  return (
    <div className={css.frame} data-testid="first-run" data-step={step} data-demo={demo !== undefined}>
      <aside className={css.side}>
        <h1 className={css.heading}>{demo ? t.demoTitle : t.title}</h1>
        <p className={css.sub}>{demo ? t.demoSub : t.sub}</p>
        <Progress known={known} later={later} now={step} onStep={setStep} />
        {demo && !setUp.trial && (
          <div className={css.ways}>
            <Button onClick={() => void open('live')} aria-busy={switching} data-testid="first-run-live">
              <Icon name="reader" /> {switching ? t.switching : t.toLive}
            </Button>
            <Button look="quiet" onClick={() => void start()} data-testid="first-run-skip">
              {t.skipAll}
            </Button>
          </div>
        )}
        {setUp.trial && (
          <div className={css.ways}>
            <Button onClick={() => void open('live')} aria-busy={switching} data-testid="first-run-live">
              <Icon name="back" /> {switching ? t.switching : t.fromTrial}
            </Button>
          </div>
        )}
      </aside>
      <div className={css.main}>
        {state.notOpened && (
          <ErrorPanel error={state.notOpened} testId="first-run-not-opened">
            <p>{t.notSwitched}</p>
          </ErrorPanel>
        )}
        {step === 'ready' ? (
          <Ready demo={demo !== undefined} left={left} onStart={() => void start()} onStep={setStep} />
        ) : step === 'card' ? (
          demo ? (
            <StepFrame
              {...frame('card')}
              why={undefined}
              primary={green ? { text: t.next, run: () => on('card') } : undefined}
            >
              <InventedCard state={state} demo={demo} />
            </StepFrame>
          ) : (
            <StepFrame
              {...frame('card')}
              more={toTrial}
              primary={
                known.cardTried
                  ? { text: t.next, run: () => on('card') }
                  : { text: t.again, busy: own.trial.is === 'asking', run: own.again }
              }
            >
              <OwnCard state={state} trial={own.trial} read={read} />
            </StepFrame>
          )
        ) : step === 'operator' ? (
          <StepFrame
            {...frame('operator')}
            primary={known.signedIn ? { text: t.next, run: () => setStep('ready') } : undefined}
          >
            <WhoWorksHere session={session} demo={demo !== undefined} />
          </StepFrame>
        ) : (
          <StepFrame {...frame(step)}>
            <Found step={step} findings={findings} error={error} done={isDone(step, known)} />
          </StepFrame>
        )}
      </div>
    </div>
  )
}
