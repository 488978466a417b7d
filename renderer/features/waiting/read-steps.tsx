import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { CameraScan } from '../camera/camera-scan.tsx'
import { CounterInput } from './counter-input.tsx'
import { DateAnswer } from './date-answer.tsx'
import { DeclaredCard } from './declared-card.tsx'
import { missingOf, needOf, type WaitingCounter } from './need.ts'
import { ReaderChoice } from './reader-choice.tsx'
import { Step } from './step.tsx'
import { VneidButton } from './vneid-button.tsx'
import { WhereOnCard } from './where-on-card.tsx'

interface Props {
  readonly state: StationState
  readonly counter: WaitingCounter
  /** Number of the first of the two. */
  readonly first: number
  /** Something else is asked first: keys are for that, and there is no field to type into. Scanners work all the same. */
  readonly asks: boolean
  readonly onClear: (() => void) | undefined
}

/** The two things that a read needs: the card, and a number that opens it. */
export function ReadSteps({ state, counter, first, asks, onClear }: Props) {
  const t = useWords()
  const words = t.waiting
  const wrongNumber = counter.error?.tag === 'CardWrongKey'
  const needs = missingOf(counter)
  const date = needs === 'birth' || needs === 'expiry' ? needs : undefined
  return (
    <>
      <Step
        number={first}
        state={state.readerError ? 'wrong' : counter.card ? 'done' : 'missing'}
        title={words.stepCard}
        status={
          state.readerError
            ? t.header.readerProblem
            : counter.card
              ? words.cardPresent
              : needOf(counter, { ...state, visit: undefined }) === 'lift'
                ? words.cardSpent
                : words.cardAbsent
        }
        testId="step-card"
      >
        {state.readerError && <ErrorPanel error={state.readerError} testId="reader-error" />}
        {!asks && <ReaderChoice readers={state.readers} />}
      </Step>
      <Step
        number={first + 1}
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
        {counter.declared && <DeclaredCard declared={counter.declared} onClear={onClear} />}
        {needs && <WhereOnCard wanted={needs} />}
        {asks ? null : date ? (
          <DateAnswer key={counter.declared?.fields[0]?.value} wanted={date} />
        ) : (
          <>
            <CounterInput size="large" wants={needs === 'mrz' ? 'mrz' : 'number'} />
            <CameraScan card={counter.card} />
            {counter.declared && !counter.card && !needs && <VneidButton declared={counter.declared} />}
          </>
        )}
      </Step>
    </>
  )
}

function missingStatus(needs: NonNullable<WaitingCounter['needs']>, { waiting: words }: Dictionary): string {
  if (needs === 'mrz') return words.numberNotEnough
  return needs === 'can' ? words.numberOpensNothing : words.dates[needs].status
}
