import type { ReactNode } from 'react'
import type { DeskView, Visit } from '../../../main/protocol/desk.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Step } from '../waiting/step.tsx'
import { ConsentChoice } from './consent-choice.tsx'
import { Notice } from './notice.tsx'
import { PurposeChoice } from './purpose-choice.tsx'
import css from './visit.module.css'
import { visitOf } from './visit-of.ts'
import { consentKept } from './visit-words.ts'

/** For what the citizen has come, what they are told, and what they have agreed to: all of it before anything is read. */
export function VisitStep({
  rules,
  visit,
  again,
  onAgain,
  children,
}: {
  readonly rules: DeskView
  readonly visit: Visit
  /** The clerk wants to choose another purpose. */
  readonly again: boolean
  onAgain(again: boolean): void
  /** What else may be done for this purpose, as buttons. */
  readonly children: ReactNode
}) {
  const { call } = useStation()
  const { language } = useLanguage()
  const { desk } = useWords()
  const t = desk.visit
  const chosen = visitOf(rules, visit.purpose)
  if (!chosen || again)
    return (
      <Step number={1} state="missing" title={t.choose} status={t.chooseStatus} testId="step-visit">
        <PurposeChoice
          visits={rules.visits}
          chosen={visit.purpose}
          onChoose={purpose => {
            onAgain(false)
            void call('visit.purpose', { purpose })
          }}
        />
      </Step>
    )
  const wanted = visit.needs === 'consent'
  return (
    <Step
      number={1}
      state={wanted ? 'missing' : 'done'}
      title={chosen.name[language]}
      status={wanted ? t.consentStatus : visit.consent ? consentKept(visit.consent, desk) : t.rights[chosen.right]}
      testId="step-visit"
    >
      <Notice visit={chosen} whole={wanted} />
      {wanted && <ConsentChoice />}
      <div className={css.more}>
        {rules.purpose === 'chosen' && (
          <Button look="quiet" onClick={() => onAgain(true)} data-testid="visit-change">
            {t.change}
          </Button>
        )}
        {children}
      </div>
    </Step>
  )
}
