import { useEffect, useState } from 'react'
import type { Declared, StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { CustomerPanel } from '../customer/customer-panel.tsx'
import { visitOf } from '../visit/visit-of.ts'
import { VisitStep } from '../visit/visit-step.tsx'
import { WithoutCard } from '../visit/without-card.tsx'
import { DeskNotices } from './desk-notices.tsx'
import { DeskScene } from './desk-scene.tsx'
import { KeyHints } from './key-hints.tsx'
import { missingOf, needOf, type WaitingCounter } from './need.ts'
import { ReadSteps } from './read-steps.tsx'
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
    purpose: [t.desk.visit.choose, t.desk.visit.before],
    consent: [t.desk.visit.consent, t.desk.visit.consentSub],
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
  const { rules, visit } = state
  // Until that is settled nothing is read, and it is no fault of the card.
  const asks = rules && visit?.needs
  const error = asks && isAsked(counter.error) ? callError : (counter.error ?? callError)
  // Clearing empties the input as well: it starts anew.
  const [clears, setClears] = useState(0)
  const [open, setOpen] = useState<'purpose' | 'without-card' | 'customer'>()
  const purpose = visit?.purpose
  // biome-ignore lint/correctness/useExhaustiveDependencies: another purpose, or the next citizen
  useEffect(() => setOpen(undefined), [purpose, clears])
  const clear = () => {
    dismissError()
    setClears(clears + 1)
    void call('counter.clear', {})
  }
  const wantsCustomer = !asks && visitOf(rules, purpose)?.customer
  const ways = rules?.withoutCard.filter(({ right }) => right !== 'CONSENT' || !visit?.needs) ?? []
  return (
    <div className={css.waiting} data-testid="waiting" data-need={need}>
      <section className={css.invitation}>
        <DeskScene need={need} />
        <div className={css.words}>
          <h1 className={css.title}>{open === 'without-card' ? t.desk.withoutCard.title : invitation[0]}</h1>
          <p className={css.sub}>{open === 'without-card' ? t.desk.withoutCard.sub : invitation[1]}</p>
        </div>
      </section>
      <section className={css.desk} aria-label={words.steps}>
        <div role="status" data-testid="declared-said">
          <Hidden>{counter.declared && t.announce.declared(whoIs(counter.declared, t))}</Hidden>
        </div>
        <DeskNotices state={state} />
        {error && (
          <ErrorPanel error={error} words={missingWords(counter, t)}>
            {counter.card && counter.declared && !missingOf(counter) && counter.error?.retry !== 'never' && (
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
        {open === 'without-card' ? (
          <WithoutCard ways={ways} declared={counter.declared} onBack={() => setOpen(undefined)} />
        ) : (
          <>
            {rules && visit && (
              <VisitStep
                rules={rules}
                visit={visit}
                again={open === 'purpose'}
                onAgain={again => setOpen(again ? 'purpose' : undefined)}
              >
                {wantsCustomer && open !== 'customer' && !visit.customer && (
                  <Button look="quiet" onClick={() => setOpen('customer')} data-testid="customer-open">
                    <Icon name="book" /> {t.customer.title}
                  </Button>
                )}
                {ways.length > 0 && (
                  <Button look="quiet" onClick={() => setOpen('without-card')} data-testid="without-card-open">
                    <Icon name="person" /> {t.desk.withoutCard.open}
                  </Button>
                )}
              </VisitStep>
            )}
            {rules && wantsCustomer && (open === 'customer' || visit?.customer) && (
              <CustomerPanel rules={rules} visit={visit} />
            )}
            <ReadSteps
              key={clears}
              state={state}
              counter={counter}
              first={rules ? 2 : 1}
              asks={asks !== undefined || open === 'purpose'}
              onClear={error ? undefined : clear}
            />
          </>
        )}
        {open !== 'without-card' && <KeyHints />}
      </section>
    </div>
  )
}

/** Says only that the desk's own questions come first, which the screen asks anyway. */
const isAsked = (error: WaitingCounter['error']) => error?.tag === 'AccessNoPurpose' || error?.tag === 'AccessNoConsent'

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
