import { useState } from 'react'
import type { ChipDeskError } from '../../../main/protocol/errors.ts'
import { settingNames } from '../../../main/protocol/settings.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useSettingText } from './fields.tsx'
import css from './settings.module.css'
import { changesOf, effectiveValue, isEmpty, refusedField } from './settings-draft.ts'
import type { DeskSettings } from './use-settings.ts'

/** What would be saved, from and to, and how: for all pages of the settings at once. */
export function SaveBar({ desk }: { readonly desk: DeskSettings }) {
  const { settings: t } = useWords()
  const [open, setOpen] = useState(false)
  const { settings, draft, refused, state } = desk
  if (!settings) return null
  const changes = changesOf(draft)
  if (isEmpty(draft))
    return (
      <div role="status">
        {state === 'saved' && (
          <p className={css.done} data-testid="settings-saved">
            <Icon name="check" /> {t.bar.saved}
          </p>
        )}
      </div>
    )
  return (
    <section className={css.bar} aria-label={t.bar.title(changes.length)} data-testid="save-bar">
      {refused && <Refused error={refused} />}
      {open && <Changes desk={desk} />}
      <div className={css.barRow}>
        <p className={css.barTitle} role="status" data-testid="changes-count">
          {t.bar.title(changes.length)}
        </p>
        <Button aria-expanded={open} onClick={() => setOpen(!open)} data-testid="changes-show">
          {open ? t.bar.hide : t.bar.show}
        </Button>
        <Button onClick={desk.discard} data-testid="changes-discard">
          {t.bar.discard}
        </Button>
        <Button
          look="primary"
          aria-busy={state === 'saving'}
          onClick={() => state !== 'saving' && void desk.save()}
          data-testid="settings-save"
        >
          <Icon name="saved" /> {state === 'saving' ? t.bar.saving : t.bar.save}
        </Button>
      </div>
      <p className={css.hint}>{t.bar.reopens}</p>
    </section>
  )
}

/** What was not taken, named as it stands on the screen, and why in technical words below. */
function Refused({ error }: { readonly error: ChipDeskError }) {
  const { settings: t } = useWords()
  const field = error.tag === 'ConfigInvalid' ? refusedField(error.cause, settingNames) : undefined
  const words = field
    ? { title: t.bar.refusedField(t.fields[field]), cure: t.bar.refusedFieldCure }
    : error.tag === 'ConfigDesk'
      ? { title: t.bar.refusedDesk, cure: t.bar.refusedDeskCure }
      : undefined
  const place = field && document.querySelector<HTMLElement>(`[data-testid="setting-${field}"]`)
  return (
    <>
      <ErrorPanel error={error} words={words} testId="settings-refused">
        {place && <Button onClick={() => place.focus()}>{t.bar.goTo}</Button>}
      </ErrorPanel>
      {error.cause && <p className={css.code}>{error.cause}</p>}
    </>
  )
}

function Changes({ desk: { settings, draft } }: { readonly desk: DeskSettings }) {
  const { settings: t } = useWords()
  const say = useSettingText(settings ?? nothing)
  if (!settings) return null
  return (
    <dl className={css.changes} data-testid="changes">
      {changesOf(draft).map(({ name }) => (
        <div key={name}>
          <dt>{t.fields[name]}</dt>
          <dd>
            <del>{say(name, effectiveValue(settings, {}, name))}</del> <span aria-hidden="true">→</span>{' '}
            <Hidden>{t.bar.to}</Hidden> <ins>{say(name, effectiveValue(settings, draft, name))}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const nothing = {
  changeable: false,
  revision: '',
  applied: true,
  values: {},
  defaults: {},
  definitions: [],
  services: [],
}
