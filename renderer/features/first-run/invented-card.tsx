import { useEffect, useRef, useState } from 'react'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { Counter, StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { formatSeconds } from '../../ui/formats.ts'
import { Icon } from '../../ui/icon.tsx'
import { StageList } from '../reading/stage-list.tsx'
import { progressAt } from '../reading/stages.ts'
import { registrySummary } from '../result/registry-summary.ts'
import { VisitStep } from '../visit/visit-step.tsx'
import { CounterInput } from '../waiting/counter-input.tsx'
import css from './first-run.module.css'

type Demo = NonNullable<StationState['demo']>
type Persona = Demo['personas'][number]

/** So many faces are a choice; more are a list. */
const offered = 3
const percent = 100

/** Whether the read that is on the screen came out green: a genuine card that the register knows nothing against. */
export const isGreen = (counter: Counter): boolean =>
  counter.step === 'result' && counter.transaction.report.verdict === 'authentic'

/** A newcomer lays an invented card, gives its number, and watches it being read. */
export function InventedCard({ state, demo }: { readonly state: StationState; readonly demo: Demo }) {
  const { counter } = state
  if (counter.step === 'reading') return <Watched counter={counter} />
  if (counter.step === 'result') return <Read counter={counter} />
  return <Laid state={state} demo={demo} counter={counter} />
}

function Laid({
  state,
  demo,
  counter,
}: {
  readonly state: StationState
  readonly demo: Demo
  readonly counter: Extract<Counter, { step: 'waiting' }>
}) {
  const { call, callError } = useStation()
  const { firstRun: t } = useWords()
  const people = demo.personas.filter(({ hostile }) => !hostile).slice(0, offered)
  const placed = people.find(({ id }) => id === demo.placed)
  const error = counter.error ?? callError
  const [again, setAgain] = useState(false)
  const { rules, visit } = state
  return (
    <div className={css.tasks}>
      {rules && visit && (visit.needs || again) && (
        <VisitStep rules={rules} visit={visit} again={again} onAgain={setAgain}>
          {null}
        </VisitStep>
      )}
      <section className={css.task} data-testid="first-run-choose" data-done={placed !== undefined}>
        <h3 className={css.taskTitle}>
          <Mark number={1} done={placed !== undefined} /> {t.demo.choose}
        </h3>
        <p className={css.why}>{placed ? t.demo.placed : t.demo.chooseSub}</p>
        <People people={people} placed={placed?.id} />
      </section>
      {placed && (
        <section className={css.task} data-testid="first-run-number">
          <h3 className={css.taskTitle}>
            <Mark number={2} done={false} /> {t.demo.number}
          </h3>
          <p className={css.why}>{t.demo.numberSub}</p>
          <Printed person={placed} />
          <CounterInput size="large" />
        </section>
      )}
      {error && (
        <ErrorPanel error={error} testId="first-run-error">
          <Button onClick={() => void call('counter.clear', {})}>{t.demo.another}</Button>
        </ErrorPanel>
      )}
    </div>
  )
}

function Mark({ number, done }: { readonly number: number; readonly done: boolean }) {
  return (
    <span className={done ? `${css.mark} ${css.markDone}` : css.mark} aria-hidden="true">
      {done ? <Icon name="check" size="1em" /> : number}
    </span>
  )
}

function People({ people, placed }: { readonly people: readonly Persona[]; readonly placed: string | undefined }) {
  const { call } = useStation()
  const { language } = useLanguage()
  const { firstRun: t } = useWords()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  return (
    <ul className={css.people} aria-label={t.demo.choose}>
      {people.map((person, at) => (
        <li key={person.id}>
          <button
            ref={at === 0 ? first : undefined}
            type="button"
            className={css.person}
            aria-pressed={person.id === placed}
            onClick={() => person.id !== placed && void call('demo.place', { persona: person.id })}
            data-testid={`first-run-person-${person.id}`}
          >
            <Icon name={person.id === placed ? 'reader' : 'card'} size="1.75em" />
            <strong>{person.name}</strong>
            <span className={css.note}>{language === 'vi' ? person.note : person.noteEn}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What stands on the card: its number, and the code that says the same. */
function Printed({ person }: { readonly person: Persona }) {
  const { call } = useStation()
  const { firstRun: t, demo } = useWords()
  const [qr, setQr] = useState<CallResult<'demo.qr'>>()
  const [shown, show] = useState(false)
  useEffect(() => {
    let gone = false
    void call('demo.qr', { persona: person.id }).then(code => {
      if (!gone) setQr(code)
    })
    return () => {
      gone = true
    }
  }, [call, person.id])
  async function scan() {
    const code = qr ?? (await call('demo.qr', { persona: person.id }))
    if (code) await call('counter.input', { text: code.text, scanned: true })
  }
  return (
    <div className={css.printed}>
      <p className={css.number}>
        <span className={css.numberOf}>{t.demo.numberOf(person.name)}</span>
        <strong data-testid="first-run-printed">{person.number}</strong>
      </p>
      <div className={css.actions}>
        <Button onClick={() => void scan()} data-testid="first-run-scan">
          <Icon name="qr" /> {t.demo.scan}
        </Button>
        <Button look="quiet" aria-expanded={shown} onClick={() => show(!shown)} data-testid="first-run-qr">
          {shown ? t.demo.hideQr : t.demo.showQr}
        </Button>
      </div>
      {shown && qr && <img className={css.qr} src={qr.image} alt={demo.qrOf(person.name)} />}
    </div>
  )
}

function Watched({ counter }: { readonly counter: Extract<Counter, { step: 'reading' }> }) {
  const { call } = useStation()
  const { firstRun: t, reading } = useWords()
  const { phase, bytesDone, bytesTotal } = counter
  return (
    <section className={css.task} data-testid="first-run-reading" data-phase={phase}>
      <h3 className={css.taskTitle}>{t.demo.reading}</h3>
      <p className={css.why}>{t.demo.readingSub}</p>
      <progress
        className={css.bar}
        max={percent}
        value={Math.round(progressAt(phase, bytesDone, bytesTotal) * percent)}
        aria-label={reading.progress}
      />
      <StageList phase={phase} />
      <div className={css.actions}>
        <Button shortcut="Esc" onClick={() => void call('counter.cancel', {})} data-testid="cancel">
          {reading.cancel}
        </Button>
      </div>
    </section>
  )
}

/** The verdict, and in one line what it rests on. */
function Read({ counter }: { readonly counter: Extract<Counter, { step: 'result' }> }) {
  const { call } = useStation()
  const { language } = useLanguage()
  const words = useWords()
  const { firstRun: t, verdicts } = words
  const { report, registry } = counter.transaction
  const green = isGreen(counter)
  const total = report.timings.total
  return (
    <section
      className={green ? `${css.verdict} ${css.green}` : `${css.verdict} ${css.grey}`}
      data-testid="first-run-verdict"
      data-verdict={report.verdict}
    >
      <Icon name={green ? 'check' : 'warning'} size="3em" />
      <div>
        <h3 className={css.verdictTitle}>{green ? t.demo.greenTitle : verdicts[report.verdict].title}</h3>
        <p>
          {green
            ? `${t.demo.green} ${registrySummary(registry, words).light === 'green' ? t.demo.notLost : t.demo.notAsked}`
            : t.demo.notGreen}
        </p>
        {green && total !== undefined && <p className={css.note}>{t.demo.seconds(formatSeconds(total, language))}</p>}
      </div>
      {!green && (
        <Button
          onClick={() => {
            void call('demo.remove', {}).then(() => call('counter.clear', {}))
          }}
          data-testid="first-run-again"
        >
          {t.demo.another}
        </Button>
      )}
    </section>
  )
}
