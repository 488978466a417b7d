import { type FormEvent, useState } from 'react'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SecretField } from '../sign-in/secret-field.tsx'
import css from './settings.module.css'
import type { DeskSettings } from './use-settings.ts'

interface Props {
  readonly secret: { readonly name: string; readonly set: boolean }
  readonly readOnly: boolean
  readonly save: DeskSettings['saveSecret']
}

/** A secret that is set or not, and that nothing shows. */
export function SecretRow({ secret: { name, set }, readOnly, save }: Props) {
  const { settings: t } = useWords()
  const words = t.network
  const [step, setStep] = useState<'rest' | 'typing' | 'removing'>('rest')
  const [value, setValue] = useState('')
  const [error, setError] = useState<ChipDeskError>()
  async function give(given: string | undefined) {
    const refused = await save(name, given)
    setError(refused)
    if (refused) return
    setValue('')
    setStep('rest')
  }
  const submitted = (event: FormEvent) => {
    event.preventDefault()
    if (value !== '') void give(value)
  }
  return (
    <div className={css.secret} data-testid={`secret-${name}`} data-set={set}>
      <p className={css.secretName}>
        <code>{name}</code>: <strong>{set ? words.secretSet : words.secretNotSet}</strong>
      </p>
      {!readOnly && step === 'rest' && (
        <div className={css.row}>
          <Button onClick={() => setStep('typing')} data-testid={`set-${name}`}>
            {words.setSecret}
          </Button>
          {set && (
            <Button look="quiet" onClick={() => setStep('removing')} data-testid={`remove-${name}`}>
              {words.removeSecret}
            </Button>
          )}
        </div>
      )}
      {step === 'removing' && (
        <div className={css.row}>
          <Button onClick={() => void give(undefined)} data-testid={`remove-sure-${name}`}>
            {words.removeSure}
          </Button>
          <Button look="quiet" onClick={() => setStep('rest')}>
            {words.cancel}
          </Button>
        </div>
      )}
      {step === 'typing' && (
        <form className={css.form} onSubmit={submitted}>
          <SecretField
            label={words.secretValue(name)}
            value={value}
            onChange={setValue}
            fresh
            testId={`value-${name}`}
          />
          <div className={css.row}>
            <Button type="submit" look="primary" data-testid={`save-${name}`}>
              {words.save}
            </Button>
            <Button
              onClick={() => {
                setValue('')
                setStep('rest')
              }}
            >
              {words.cancel}
            </Button>
          </div>
        </form>
      )}
      {error && <ErrorPanel error={error} />}
    </div>
  )
}
