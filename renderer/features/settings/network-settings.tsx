import { useWords } from '../../i18n/language.tsx'
import type { Form } from './fields.tsx'
import { ServiceCard } from './service-card.tsx'
import css from './settings.module.css'
import type { DeskSettings } from './use-settings.ts'

/** Every place that this desk asks or sends to: what it is like, and how it is reached. */
export function NetworkSettings({ form, desk }: { readonly form: Form; readonly desk: DeskSettings }) {
  const { settings: t } = useWords()
  const configured = form.settings.services.filter(service => service.configured)
  const others = form.settings.services.filter(service => !service.configured)
  return (
    <>
      <p className={css.soft}>{t.network.lead}</p>
      {[...configured, ...others].map(service => (
        <ServiceCard key={service.id} service={service} form={form} saveSecret={desk.saveSecret} />
      ))}
    </>
  )
}
