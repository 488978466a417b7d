import { useEffect, useRef } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import css from './visit.module.css'

/** What the citizen answers, as the clerk records it: there is no answer that stands by itself, and no key that gives one by accident. */
export function ConsentChoice() {
  const { call } = useStation()
  const { desk } = useWords()
  const t = desk.visit
  const panel = useRef<HTMLFieldSetElement>(null)
  // Next to the answers, on none of them.
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  return (
    <fieldset ref={panel} className={css.consent} tabIndex={-1} data-testid="consent">
      <legend className={css.ask}>{t.consentAsk}</legend>
      <div className={css.answers}>
        <Button onClick={() => void call('visit.consent', { method: 'SPOKEN' })} data-testid="consent-spoken">
          {t.spoken}
        </Button>
        <Button onClick={() => void call('visit.consent', { method: 'SIGNED' })} data-testid="consent-signed">
          {t.signed}
        </Button>
        <Button onClick={() => void call('counter.clear', {})} shortcut="Esc" data-testid="consent-refused">
          {t.refused}
        </Button>
      </div>
      <p className={css.sub}>{t.refusedSub}</p>
    </fieldset>
  )
}
