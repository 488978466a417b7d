import { errorText } from '../../../main/protocol/error-texts.ts'
import { type ErrorTag, errorTags } from '../../../main/protocol/errors.ts'
import { type SettingName, type SettingsService, serviceSettings } from '../../../main/protocol/settings.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type Form, SettingField } from './fields.tsx'
import { NetworkTest } from './network-test.tsx'
import { SecretRow } from './secret-row.tsx'
import css from './settings.module.css'
import { effectiveValue } from './settings-draft.ts'
import type { DeskSettings } from './use-settings.ts'

interface Props {
  readonly service: SettingsService
  readonly form: Form
  readonly saveSecret: DeskSettings['saveSecret']
}

/** Services that can be connected from here; the others need keys and certificates of a contract. */
const connectable = ['insurance', 'door'] as const

export function ServiceCard({ service, form, saveSecret }: Props) {
  const { settings: t } = useWords()
  const words = t.network
  const { id, configured, secrets } = service
  const { name, says } = words.services[id]
  const fields = fieldsOf(service)
  const dirty = fields.some(field => form.draft[field] !== undefined)
  const editable = configured || connectable.some(each => each === id)
  const address = service.address ?? addressIn(form, fields)
  return (
    <article className={css.service} aria-labelledby={`service-${id}`} data-testid={`service-${id}`}>
      <div className={css.serviceHead}>
        <div className={css.serviceName}>
          <h2 id={`service-${id}`}>{name}</h2>
          <p className={css.soft}>{says}</p>
        </div>
        <State service={service} />
      </div>
      {address && <p className={css.address}>{address}</p>}
      {service.way && <p className={css.hint}>{words.way[service.way]}</p>}
      {!configured && <p className={css.soft}>{editable ? words.connectHere : words.notConfiguredHow}</p>}
      {configured && (dirty ? <p className={css.soft}>{words.saveFirst}</p> : <NetworkTest service={id} />)}
      {editable && fields.length > 0 && !service.address && (
        <details className={css.details} open={dirty || undefined}>
          <summary data-testid={`edit-${id}`}>{words.edit}</summary>
          <div className={css.grid}>
            {fields.map(field => (
              <SettingField key={field} form={form} name={field} number={/Ms$|\.port$/.test(field)} />
            ))}
          </div>
        </details>
      )}
      {secrets.length > 0 && (
        <div className={css.secrets}>
          <h3>{words.secrets}</h3>
          {secrets.map(secret => (
            <SecretRow key={secret.name} secret={secret} readOnly={form.readOnly} save={saveSecret} />
          ))}
          <p className={css.hint}>{words.secretKept}</p>
        </div>
      )}
    </article>
  )
}

/** Of the organisation's own system the one way or the other. */
function fieldsOf({ id, way }: SettingsService): readonly SettingName[] {
  const all: readonly SettingName[] = serviceSettings[id]
  if (way === 'folder') return all.filter(name => name === 'organisation.path' || name === 'organisation.limitMs')
  return all.filter(name => name !== 'organisation.path')
}

const addressIn = ({ settings, draft }: Form, fields: readonly SettingName[]) => {
  const field = fields.find(name => name.endsWith('.url') || name.endsWith('.path'))
  const value = field && effectiveValue(settings, draft, field)
  return typeof value === 'string' ? value : undefined
}

/** How it was found when it was asked last. */
function State({ service: { configured, line } }: { readonly service: SettingsService }) {
  const { settings: t } = useWords()
  const { language } = useLanguage()
  const words = t.network
  if (!configured) return <span className={css.state}>{words.notConfigured}</span>
  const status = line?.status ?? 'unknown'
  const icon = { online: 'check', offline: 'warning', unknown: 'clock' } as const
  const error = isTag(line?.error) ? errorText({ tag: line.error }, language).title : undefined
  return (
    <div>
      <span className={css.state} data-status={status}>
        <Icon name={icon[status]} /> {words.line[status]}
      </span>
      {line?.answeredAt && <p className={css.hint}>{words.answeredAt(timeInVietnam(line.answeredAt))}</p>}
      {status === 'offline' && line && <p className={css.hint}>{words.failures(line.failures)}</p>}
      {error && <p className={css.hint}>{error}</p>}
    </div>
  )
}

const isTag = (text: string | undefined): text is ErrorTag => text !== undefined && Object.hasOwn(errorTags, text)
