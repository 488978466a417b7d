import { useState } from 'react'
import type { Declared, StationState } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { CameraScan } from '../camera/camera-scan.tsx'
import { CounterInput } from './counter-input.tsx'
import { DateAnswer } from './date-answer.tsx'
import { DeclaredCard } from './declared-card.tsx'
import { DeskNotices } from './desk-notices.tsx'
import { DeskScene } from './desk-scene.tsx'
import { KeyHints } from './key-hints.tsx'
import { missingOf, needOf, type WaitingCounter } from './need.ts'
import { ReaderChoice } from './reader-choice.tsx'
import { Step } from './step.tsx'
import { VneidButton } from './vneid-button.tsx'
import css from './waiting.module.css'
import { WhereOnCard } from './where-on-card.tsx'

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
    birth: [words.dates.birth.ask, words.dates.birth.sub],
    expiry: [words.dates.expiry.ask, words.dates.expiry.sub],
    attention: [words.problem, words.problemSub],
    lift: [words.lift, words.liftSub],
    card: [words.placeCard, words.placeCardSub],
    'card-only': [words.placeCard, words.knownSub],
    number: [words.scan, words.scanSub],
    nothing: [words.starting, words.startingSub],
  }[need]
  const error = counter.error ?? callError
  const wrongNumber = counter.error?.tag === 'CardWrongKey'
  const needs = missingOf(counter)
  const mrz = needs === 'mrz'
  const date = needs === 'birth' || needs === 'expiry' ? needs : undefined
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
        <div role="status" data-testid="declared-said">
          <Hidden>{counter.declared && t.announce.declared(whoIs(counter.declared, t))}</Hidden>
        </div>
        <DeskNotices state={state} />
        {error && (
          <ErrorPanel error={error} words={missingWords(counter, t)}>
            {counter.card && counter.declared && !needs && counter.error?.retry !== 'never' && (
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
          state={wrongNumber ? 'wrong' : counter.declared && !needs ? 'done' : 'missing'}
          title={words.stepNumber}
          status={
            wrongNumber
              ? words.numberWrong
              : needs
                ? missingStatus(needs, t)
                : counter.declared
                  ? `${words.numberKnown}, ${words.origin[counter.declared.origin]}`
                  : words.numberMissing
          }
          testId="step-number"
        >
          {counter.declared && <DeclaredCard declared={counter.declared} onClear={error ? undefined : clear} />}
          {needs && <WhereOnCard wanted={needs} />}
          {date ? (
            <DateAnswer key={counter.declared?.fields[0]?.value} wanted={date} />
          ) : (
            <>
              <CounterInput key={clears} size="large" wants={mrz ? 'mrz' : 'number'} />
              <CameraScan card={counter.card} />
              {counter.declared && !counter.card && !needs && <VneidButton declared={counter.declared} />}
            </>
          )}
        </Step>
        <KeyHints />
      </section>
    </div>
  )
}

/** Whom the code or the number is of, as far as it says. */
function whoIs({ fields, origin }: Declared, { waiting: words }: Dictionary): string {
  const named = fields.find(({ id }) => id === 'fullName') ?? fields.find(({ id }) => id === 'personalNumber')
  return named?.value ?? words.origin[origin]
}

/** Better words than the general ones while the counter asks for the rest of the chip's key. */
function missingWords(counter: WaitingCounter, { waiting: words }: Dictionary) {
  const needs = missingOf(counter)
  if (counter.error?.tag !== 'AccessNoSecret') return undefined
  if (needs === 'mrz') return { title: words.mrzTitle, cure: words.mrzCure }
  if (needs === 'birth' || needs === 'expiry') return { title: words.dates[needs].title, cure: words.dates.cure }
  return undefined
}

function missingStatus(needs: NonNullable<WaitingCounter['needs']>, { waiting: words }: Dictionary): string {
  if (needs === 'mrz') return words.numberNotEnough
  return needs === 'can' ? words.numberOpensNothing : words.dates[needs].status
}
