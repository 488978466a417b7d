import { useEffect, useState } from 'react'
import type { KnownPrinter } from '../../../main/protocol/printers.ts'
import { slipPapers } from '../../../main/protocol/settings.ts'
import { useWords } from '../../i18n/language.tsx'
import { Before, type Form, SettingChoice } from './fields.tsx'
import css from './settings.module.css'
import { effectiveValue } from './settings-draft.ts'

const usual = 'usual'

/** On what papers this desk prints, and on which printers. */
export function PrintingSettings({ form }: { readonly form: Form }) {
  const { settings: t } = useWords()
  const { definitions } = form.settings
  const definition = definitions.find(({ id }) => id === effectiveValue(form.settings, form.draft, 'desk.definition'))
  return (
    <>
      <section className={css.section}>
        <h2>{t.printing.slip}</h2>
        {definition?.slips ? (
          <div className={css.wide}>
            <SettingChoice
              form={form}
              name="printing.slip"
              options={[usual, ...slipPapers].map(id => ({ id, name: t.printing.slips[id as typeof usual] }))}
              chosen={String(effectiveValue(form.settings, form.draft, 'printing.slip') ?? usual)}
              onChoose={id => form.change({ 'printing.slip': id === usual ? null : id })}
            />
            <p className={css.hint}>{t.printing.slipSays}</p>
          </div>
        ) : (
          <p className={css.soft}>{t.printing.noSlips}</p>
        )}
      </section>
      <Printers form={form} />
    </>
  )
}

/** Only the window of its own knows the printers; a browser asks by its own dialog. */
function Printers({ form }: { readonly form: Form }) {
  const { settings: t } = useWords()
  const known = useKnownPrinters()
  return (
    <section className={css.section} data-testid="printers">
      <h2>{t.printing.printers}</h2>
      {known === 'browser' ? (
        <p className={`${css.soft} ${css.wide}`}>{t.printing.browser}</p>
      ) : (
        <>
          {known.length === 0 && <p className={`${css.soft} ${css.wide}`}>{t.printing.noPrinters}</p>}
          <PrinterChoice form={form} name="printers.roll" known={known} />
          <PrinterChoice form={form} name="printers.sheet" known={known} />
          <p className={`${css.hint} ${css.wide}`}>{t.printing.kept}</p>
        </>
      )}
    </section>
  )
}

interface PrinterProps {
  readonly form: Form
  readonly name: 'printers.roll' | 'printers.sheet'
  readonly known: readonly KnownPrinter[]
}

function PrinterChoice({ form, name, known }: PrinterProps) {
  const { settings: t } = useWords()
  const chosen = effectiveValue(form.settings, form.draft, name)
  const gone = typeof chosen === 'string' && !known.some(printer => printer.name === chosen) ? chosen : undefined
  return (
    <label className={css.field}>
      <span className={css.label}>{t.fields[name]}</span>
      <select
        className={css.input}
        value={typeof chosen === 'string' ? chosen : ''}
        disabled={form.readOnly}
        onChange={({ target }) => form.change({ [name]: target.value === '' ? null : target.value })}
        data-testid={`setting-${name}`}
      >
        <option value="">{t.printing.ask}</option>
        {gone !== undefined && <option value={gone}>{t.printing.gone(gone)}</option>}
        {known.map(printer => (
          <option key={printer.name} value={printer.name}>
            {printer.title}
          </option>
        ))}
      </select>
      <Before form={form} name={name} />
    </label>
  )
}

function useKnownPrinters(): readonly KnownPrinter[] | 'browser' {
  const [known, setKnown] = useState<readonly KnownPrinter[] | 'browser'>(window.chipdeskStation ? [] : 'browser')
  useEffect(() => {
    let current = true
    void window.chipdeskStation?.printers().then(
      found => current && setKnown(found),
      () => {},
    )
    return () => {
      current = false
    }
  }, [])
  return known
}
