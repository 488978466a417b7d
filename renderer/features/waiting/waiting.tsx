import { useState } from 'react'
import type { StationState } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { CameraScan } from '../camera/camera-scan.tsx'
import { CounterInput } from './counter-input.tsx'
import { DeclaredCard } from './declared-card.tsx'
import { DeskScene } from './desk-scene.tsx'
import { KeyHints } from './key-hints.tsx'
import { needOf, type WaitingCounter, wantsMrz } from './need.ts'
import { ReaderChoice } from './reader-choice.tsx'
import { Step } from './step.tsx'
import css from './waiting.module.css'

interface Props {
  readonly state: StationState
  readonly counter: WaitingCounter
}

export function Waiting({ state, counter }: Props) {
  const { call, callError, dismissError } = useStation()
  const t = useWords()
  const need = needOf(counter, state)
  const words = t.waiting
  const invitation = {
    reader: [words.notReady, words.notReadySub],
    mrz: [words.mrz, words.mrzSub],
    attention: [words.problem, words.problemSub],
    lift: [words.lift, words.liftSub],
    card: [words.placeCard, words.placeCardSub],
    'card-only': [words.placeCard, words.knownSub],
    number: [words.scan, words.scanSub],
    nothing: [words.starting, words.startingSub],
  }[need]
  const error = counter.error ?? callError
  const wrongNumber = counter.error?.tag === 'CardWrongKey'
  const mrz = wantsMrz(counter)
  // Clearing empties the input as well: it starts anew.
  const [clears, setClears] = useState(0)
  const clear = () => {
    dismissError()
    setClears(clears + 1)
    void call('counter.clear', {})
  }
  return (
    <div className={css.waiting} data-testid="waiting" data-need={need}>
      <section className={css.invitation}>
        <DeskScene need={need} />
        <div className={css.words}>
          <h1 className={css.title}>{invitation[0]}</h1>
          <p className={css.sub}>{invitation[1]}</p>
        </div>
      </section>
      <section className={css.desk} aria-label={words.steps}>
        {error && (
          <ErrorPanel error={error} words={mrz ? { title: words.mrzTitle, cure: words.mrzCure } : undefined}>
            {counter.card && counter.declared && !mrz && counter.error?.retry !== 'never' && (
              <Button look="primary" onClick={() => void call('counter.read', {})} data-testid="read-again">
                {words.readAgain}
              </Button>
            )}
            {(counter.error || counter.declared) && (
              <Button onClick={clear} shortcut="Esc" data-testid="clear">
                {words.clear}
              </Button>
            )}
          </ErrorPanel>
        )}
        <Step
          number={1}
          state={state.readerError ? 'wrong' : counter.card ? 'done' : 'missing'}
          title={words.stepCard}
          status={
            state.readerError
              ? t.header.readerProblem
              : counter.card
                ? words.cardPresent
                : need === 'lift'
                  ? words.cardSpent
                  : words.cardAbsent
          }
          testId="step-card"
        >
          {state.readerError && <ErrorPanel error={state.readerError} testId="reader-error" />}
          <ReaderChoice readers={state.readers} />
        </Step>
        <Step
          number={2}
          state={wrongNumber ? 'wrong' : counter.declared && !mrz ? 'done' : 'missing'}
          title={words.stepNumber}
          status={
            wrongNumber
              ? words.numberWrong
              : mrz
                ? words.numberNotEnough
                : counter.declared
                  ? `${words.numberKnown}, ${words.origin[counter.declared.origin]}`
                  : words.numberMissing
          }
          testId="step-number"
        >
          {counter.declared && <DeclaredCard declared={counter.declared} onClear={error ? undefined : clear} />}
          <CounterInput key={clears} size="large" wants={mrz ? 'mrz' : 'number'} />
          <CameraScan />
        </Step>
        <KeyHints />
      </section>
    </div>
  )
}
