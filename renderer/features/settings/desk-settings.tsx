import type { SettingName, SettingsDefinition } from '../../../main/protocol/settings.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { type Form, SettingChoice, SettingField } from './fields.tsx'
import css from './settings.module.css'
import { effectiveValue, otherDefinition } from './settings-draft.ts'

const names = ['desk.name', 'desk.id', 'desk.organisationCode', 'desk.unitCode', 'desk.serviceCode'] as const
const heads = [
  'desk.letterhead.superior',
  'desk.letterhead.organisation',
  'desk.letterhead.unit',
  'desk.letterhead.address',
] as const
const levels = ['none', 'initial', 'basic', 'specialised'] as const

/** What kind of desk this is, what it is called, and how it judges. */
export function DeskSettings({ form }: { readonly form: Form }) {
  const { settings: t } = useWords()
  const now = (name: SettingName) => effectiveValue(form.settings, form.draft, name)
  const definition = form.settings.definitions.find(({ id }) => id === now('desk.definition'))
  return (
    <>
      <Kind form={form} definition={definition} />
      <section className={css.section}>
        <h2>{t.desk.names}</h2>
        {names.map(name => (
          <SettingField key={name} form={form} name={name} />
        ))}
      </section>
      <section className={css.section}>
        <h2>{t.desk.letterhead}</h2>
        {heads.map(name => (
          <SettingField key={name} form={form} name={name} />
        ))}
        <Head form={form} />
      </section>
      {definition?.slips && (
        <section className={css.section}>
          <h2>{t.desk.facility}</h2>
          <SettingField form={form} name="desk.facility.code" />
          <SettingChoice
            form={form}
            name="desk.facility.level"
            options={levels.map(id => ({ id, name: t.desk.levels[id] }))}
            chosen={String(now('desk.facility.level') ?? 'none')}
            onChoose={id => form.change({ 'desk.facility.level': id === 'none' ? null : id })}
          />
        </section>
      )}
      <section className={css.section}>
        <h2>{t.desk.rules}</h2>
        <SettingChoice
          form={form}
          name="policy"
          options={(['counter', 'strict'] as const).map(id => ({ id, ...t.desk.policies[id] }))}
          chosen={String(now('policy'))}
          onChoose={policy => form.change({ policy })}
        />
        {definition?.face && (
          <SettingChoice
            form={form}
            name="faceComparison"
            options={(['off', 'on'] as const).map(id => ({ id, ...t.desk.faces[id] }))}
            chosen={now('faceComparison') === true ? 'on' : 'off'}
            onChoose={id => form.change({ faceComparison: id === 'on' })}
          />
        )}
        <SettingField form={form} name="lockAfterSeconds" number />
        <SettingField form={form} name="clearAfterSeconds" number />
      </section>
    </>
  )
}

interface KindProps {
  readonly form: Form
  readonly definition: SettingsDefinition | undefined
}

const everyTime = ''

/** The definition, and which of its purposes and laws are this desk's, where there are several. */
function Kind({ form, definition }: KindProps) {
  const { settings: t } = useWords()
  const { language } = useLanguage()
  const now = (name: SettingName) => effectiveValue(form.settings, form.draft, name)
  const visits = definition?.visits ?? []
  const purpose = String(now('desk.purpose') ?? everyTime)
  const visit = visits.find(each => each.purpose === purpose)
  const basis = String(now('desk.legalBasis') ?? everyTime)
  return (
    <section className={css.section}>
      <h2>{t.desk.kind}</h2>
      <div className={css.wide}>
        <SettingChoice
          form={form}
          name="desk.definition"
          options={form.settings.definitions.map(({ id, title, own }) => ({
            id,
            name: title[language],
            says: own ? `${id} · ${t.desk.own}` : id,
          }))}
          chosen={String(now('desk.definition'))}
          onChoose={id => form.change(otherDefinition(id))}
        />
      </div>
      {visits.length > 1 && (
        <div className={css.wide}>
          <SettingChoice
            form={form}
            name="desk.purpose"
            options={[
              { id: everyTime, name: t.desk.purposeChosen },
              ...visits.map(each => ({ id: each.purpose, name: each.name[language] })),
            ]}
            chosen={purpose}
            onChoose={id => form.change({ 'desk.purpose': id === everyTime ? null : id, 'desk.legalBasis': null })}
          />
        </div>
      )}
      {visit && visit.legalBases.length > 1 && (
        <div className={css.wide}>
          <SettingChoice
            form={form}
            name="desk.legalBasis"
            options={[
              { id: everyTime, name: t.desk.legalBasisUsual(visit.legalBasis) },
              ...visit.legalBases
                .filter(({ code }) => code !== visit.legalBasis)
                .map(({ code, title }) => ({ id: code, name: code, says: title[language] })),
            ]}
            chosen={basis === visit.legalBasis ? everyTime : basis}
            onChoose={id => form.change({ 'desk.legalBasis': id === everyTime ? null : id })}
          />
        </div>
      )}
    </section>
  )
}

/** The head of print-outs as it would be. */
function Head({ form }: { readonly form: Form }) {
  const { settings: t } = useWords()
  const said = heads.map(name => effectiveValue(form.settings, form.draft, name))
  const [superior, organisation, unit, address] = said
  return (
    <figure className={css.wide}>
      <figcaption className={css.hint}>{t.desk.letterheadPreview}</figcaption>
      <div className={css.head} data-testid="letterhead-preview">
        {said.every(part => part === undefined) && <p className={css.soft}>{t.desk.letterheadEmpty}</p>}
        {superior && <p>{superior}</p>}
        {organisation && <strong>{organisation}</strong>}
        {unit && <p>{unit}</p>}
        {address && <p className={css.hint}>{address}</p>}
      </div>
    </figure>
  )
}
