import { useId } from 'react'
import type { SettingName, Settings, SettingValue } from '../../../main/protocol/settings.ts'
import { useWords } from '../../i18n/language.tsx'
import { Choices } from '../../ui/choices.tsx'
import css from './settings.module.css'
import { type Draft, effectiveValue, numberOf, shownValue } from './settings-draft.ts'

/** What a form of the settings works on. */
export interface Form {
  readonly settings: Settings
  readonly draft: Draft
  /** Whoever looks may not change anything. */
  readonly readOnly: boolean
  /** The one that the last refusal was about. */
  readonly refused: SettingName | undefined
  change(wish: Draft): void
}

interface Props {
  readonly form: Form
  readonly name: SettingName
  /** Whole numbers. */
  readonly number?: boolean
}

/** One line that is typed, with what holds where it is empty and what it was. */
export function SettingField({ form, name, number = false }: Props) {
  const { settings: t } = useWords()
  const id = useId()
  const value = shownValue(form.settings, form.draft, name)
  const usual = form.settings.defaults[name]
  const hints: Partial<Record<SettingName, string>> = t.hints
  const hint = hints[name]
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {t.fields[name]}
      </label>
      <input
        id={id}
        className={css.input}
        value={value === undefined ? '' : String(value)}
        placeholder={usual === undefined ? '' : t.default(String(usual))}
        onChange={({ target }) => form.change({ [name]: typed(target.value, number) })}
        readOnly={form.readOnly}
        inputMode={number ? 'numeric' : 'text'}
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={form.refused === name}
        aria-describedby={`${id}-more`}
        data-testid={`setting-${name}`}
      />
      <div id={`${id}-more`}>
        {hint && <p className={css.hint}>{hint}</p>}
        <Before form={form} name={name} />
      </div>
    </div>
  )
}

const typed = (text: string, number: boolean): SettingValue | null =>
  text === '' ? null : number ? numberOf(text) : text

/** What it was, while it is another one. */
export function Before({ form: { settings, draft }, name }: Pick<Props, 'form' | 'name'>) {
  const { settings: t } = useWords()
  const say = useSettingText(settings)
  if (draft[name] === undefined) return null
  return <p className={css.before}>{t.before(say(name, effectiveValue(settings, {}, name)))}</p>
}

interface ChoiceProps {
  readonly form: Form
  readonly name: SettingName
  readonly options: readonly { readonly id: string; readonly name: string; readonly says?: string }[]
  readonly chosen: string
  onChoose(id: string): void
}

/** One of a few. */
export function SettingChoice({ form, name, options, chosen, onChoose }: ChoiceProps) {
  const { settings: t } = useWords()
  return (
    <fieldset className={css.field} disabled={form.readOnly}>
      <Choices
        legend={t.fields[name]}
        options={options.map(({ id, name: text, says }) => ({
          id,
          text: (
            <span className={css.option}>
              {text}
              {says && <span className={css.optionSays}>{says}</span>}
            </span>
          ),
        }))}
        chosen={chosen}
        onChoose={onChoose}
        testId={`setting-${name}`}
      />
      <Before form={form} name={name} />
    </fieldset>
  )
}

/** A value in words, as it stands in the list of changes. */
export function useSettingText(settings: Settings): (name: SettingName, value: SettingValue | undefined) => string {
  const t = useWords()
  const { locale } = t
  const words = t.settings
  return (name, value) => {
    if (value === undefined) return words.notSet
    if (typeof value === 'boolean') return value ? words.yes : words.no
    if (typeof value === 'number') return String(value)
    const language = locale === 'vi' ? 'vi' : 'en'
    const { definitions } = settings
    const visits = definitions.flatMap(({ visits: its }) => its)
    const known: Partial<Record<SettingName, string | undefined>> = {
      'desk.definition': definitions.find(({ id }) => id === value)?.title[language],
      'desk.purpose': visits.find(({ purpose }) => purpose === value)?.name[language],
      policy: value === 'strict' || value === 'counter' ? words.desk.policies[value].name : undefined,
      'desk.facility.level': isLevel(value) ? words.desk.levels[value] : undefined,
      'printing.slip': value === '58' || value === '80' || value === 'a5' ? words.printing.slips[value] : undefined,
    }
    return known[name] ?? value
  }
}

const isLevel = (value: string): value is 'initial' | 'basic' | 'specialised' =>
  value === 'initial' || value === 'basic' || value === 'specialised'
