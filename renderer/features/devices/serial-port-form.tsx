import { type FormEvent, useState } from 'react'
import { errorText } from '../../../main/protocol/error-texts.ts'
import { baudRates, type Scanners } from '../../../main/protocol/scanners.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { type PortChoice, portChoices } from './port-choices.ts'
import css from './serial-port-form.module.css'
import { usePortList, useSavePort } from './use-scanner-calls.ts'

type Serial = Scanners['serial']

/**
 * Port and speed. Nothing changes before it is saved: a port that is opened anew forgets what it was sent. No button is ever disabled,
 * so that the keyboard keeps its place; saving what is saved opens the port anew.
 */
export function SerialPortForm({ scanners }: { readonly scanners: Scanners }) {
  const { language } = useLanguage()
  const t = useWords()
  const { port } = t.devices
  const list = usePortList()
  const saving = useSavePort()
  const [draft, setDraft] = useState<Serial>()
  const shown = draft ?? scanners.serial
  const changed = shown.id !== scanners.serial.id || shown.baudRate !== scanners.serial.baudRate

  const choose = (part: Partial<Serial>) => {
    saving.forget()
    setDraft({ ...shown, ...part })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (saving.busy) return
    if (await saving.save(shown)) {
      setDraft(undefined)
      void list.refresh()
    }
  }
  return (
    <form onSubmit={event => void submit(event)} aria-label={port.title} data-testid="serial-port">
      <h2>{port.title}</h2>
      <p className={css.soft}>{port.what}</p>
      <fieldset className={css.ports} aria-busy={list.busy}>
        <legend>{port.choose}</legend>
        {portChoices(list.devices, scanners, t).map(choice => (
          <Port
            key={choice.id ?? ''}
            choice={choice}
            checked={choice.id === shown.id}
            onChoose={() => choose({ id: choice.id })}
          />
        ))}
      </fieldset>
      <div className={css.list}>
        <p role="status" className={css.soft}>
          {list.busy ? port.looking : list.devices && !list.devices.some(({ kind }) => kind === 'serial') && port.none}
        </p>
        <Button onClick={() => void list.refresh()} data-testid="refresh-ports">
          {port.refresh}
        </Button>
      </div>
      {list.error && (
        <div className={css.error}>
          <ErrorPanel error={list.error} words={errorText(list.error, language)} testId="ports-error" />
        </div>
      )}
      <fieldset className={css.speeds}>
        <legend>{port.speed}</legend>
        {baudRates.map(rate => (
          <label key={rate} className={rate === shown.baudRate ? `${css.option} ${css.chosen}` : css.option}>
            <input
              type="radio"
              name="speed"
              checked={rate === shown.baudRate}
              onChange={() => choose({ baudRate: rate })}
              data-testid={`speed-${rate}`}
            />
            {rate}
          </label>
        ))}
      </fieldset>
      <p className={css.soft}>{port.speedSub}</p>
      {saving.error && (
        <div className={css.error}>
          <ErrorPanel error={saving.error} words={errorText(saving.error, language)} testId="save-port-error" />
        </div>
      )}
      <div className={css.save}>
        <Button type="submit" look={changed ? 'primary' : 'plain'} data-testid="save-port">
          {port.save}
        </Button>
        <p role="status" data-testid="port-saved">
          {saving.busy ? port.saving : saving.done && !changed ? port.saved : changed && port.notSaved}
        </p>
      </div>
    </form>
  )
}

interface PortProps {
  readonly choice: PortChoice
  readonly checked: boolean
  onChoose(): void
}

function Port({ choice: { id, title, sub, state }, checked, onChoose }: PortProps) {
  const { port } = useWords().devices
  return (
    <label className={checked ? `${css.option} ${css.chosen}` : css.option}>
      <input type="radio" name="port" checked={checked} onChange={onChoose} data-testid={`port-${id ?? 'auto'}`} />
      <span className={css.text}>
        <span className={css.portTitle}>{title}</span>
        {sub && <span className={css.sub}>{sub}</span>}
      </span>
      {state && <span className={css.sub}>{state === 'in-use' ? port.inUse : port.unplugged}</span>}
    </label>
  )
}
