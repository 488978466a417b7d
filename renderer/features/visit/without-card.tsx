import { type FormEvent, useEffect, useState } from 'react'
import type { DeskView } from '../../../main/protocol/desk.ts'
import type { Declared } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import choice from '../../ui/choice.module.css'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { TextField } from '../sign-in/text-field.tsx'
import { withSlashesOrYear } from '../waiting/typed-date.ts'
import { useScanClaim } from '../wedge/inputs.tsx'
import { callOf, type DeclaredPerson, nobodyYet, problemOf, withDeclared } from './declared-person.ts'
import { insuranceNumberOf, isInsuranceCode } from './insurance-number.ts'
import css from './without-card.module.css'

interface Props {
  readonly ways: DeskView['withoutCard']
  readonly declared: Declared | undefined
  onBack(): void
}

const sexes = ['F', 'M', 'X'] as const

/** Somebody who has no card with them: why, and who they say they are. All of it is declared, and says so. */
export function WithoutCard({ ways, declared, onBack }: Props) {
  const { call } = useStation()
  const { language } = useLanguage()
  const { desk, sex } = useWords()
  const t = desk.withoutCard
  const [person, setPerson] = useState<DeclaredPerson>(nobodyYet)
  const [told, setTold] = useState(false)
  const set = (part: keyof DeclaredPerson) => (value: string) => setPerson(before => ({ ...before, [part]: value }))
  useEffect(() => {
    if (declared) setPerson(before => withDeclared(before, declared))
  }, [declared])
  // The code of an insurance card says who this is; anything else may open a chip and goes to the counter.
  useScanClaim(text => {
    if (!isInsuranceCode(text)) return false
    set('insuranceNumber')(insuranceNumberOf(text) ?? '')
    return true
  })
  const problem = problemOf(person)
  const way = ways.find(({ reason }) => reason === person.reason)

  function submitted(event: FormEvent) {
    event.preventDefault()
    setTold(true)
    if (!problem) void call('visit.without-card', callOf(person))
  }
  return (
    <form
      className={css.form}
      onSubmit={submitted}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.nativeEvent.stopPropagation()
        onBack()
      }}
      data-testid="without-card"
    >
      <h2>
        <Hidden>{t.title}</Hidden>
      </h2>
      <p className={css.warning}>
        <Icon name="warning" /> {t.warning}
      </p>
      <fieldset>
        <legend className={css.legend}>{t.reason}</legend>
        <div className={choice.choices}>
          {ways.map(({ reason, name }, i) => (
            <label key={reason} className={choice.choice}>
              <input
                type="radio"
                name="without-card-reason"
                // The clerk opened this to say why.
                // biome-ignore lint/a11y/noAutofocus: see above
                autoFocus={i === 0}
                checked={person.reason === reason}
                onChange={() => set('reason')(reason)}
                data-testid={`reason-${reason}`}
              />
              {name[language]}
            </label>
          ))}
        </div>
      </fieldset>
      {way && <p className={css.act}>{way.act[language]}</p>}
      <div className={css.fields}>
        <TextField
          label={t.number}
          hint={t.numberHint}
          value={person.personalNumber}
          onChange={set('personalNumber')}
          digits
          maxLength={20}
          wrong={problem === 'wrongNumber'}
          testId="without-number"
        />
        <TextField
          label={t.insurance}
          hint={t.insuranceHint}
          value={person.insuranceNumber}
          onChange={set('insuranceNumber')}
          wrong={problem === 'wrongInsurance' && told}
          testId="without-insurance"
        />
        <TextField label={t.name} value={person.fullName} onChange={set('fullName')} testId="without-name" />
        <TextField
          label={t.birth}
          hint={t.birthHint}
          value={person.birthDate}
          onChange={value => set('birthDate')(withSlashesOrYear(value, person.birthDate))}
          maxLength={10}
          wrong={problem === 'wrongBirth' && told}
          testId="without-birth"
        />
      </div>
      <fieldset>
        <legend className={css.legend}>{t.sex}</legend>
        <div className={choice.choices}>
          {sexes.map(each => (
            <label key={each} className={choice.choice}>
              <input
                type="radio"
                name="without-card-sex"
                checked={person.sex === each}
                onChange={() => set('sex')(each)}
                data-testid={`without-sex-${each}`}
              />
              {sex[each]}
            </label>
          ))}
        </div>
      </fieldset>
      <p className={css.problem} role="status" data-testid="without-problem">
        {told && problem ? t[problem] : ''}
      </p>
      <div className={css.actions}>
        <Button type="submit" look="primary" data-testid="without-submit">
          {t.submit}
        </Button>
        <Button onClick={onBack} shortcut="Esc" data-testid="without-back">
          {t.back}
        </Button>
      </div>
    </form>
  )
}
