import { type FormEvent, useId, useState } from 'react'
import { type AuditAction, auditActions } from '../../../main/protocol/audit.ts'
import { dayInVietnam } from '../../../main/protocol/day-in-vietnam.ts'
import type { CallParams } from '../../../main/protocol/station.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './audit.module.css'

export type AuditWish = Omit<CallParams<'audit.list'>, 'limit' | 'before'>

interface Props {
  readonly wish: AuditWish
  onWish(wish: AuditWish): void
}

/** What to show of the log. Asked for by a button: every look is an entry of its own. */
export function AuditFilters({ wish, onWish }: Props) {
  const { audit: t } = useWords()
  const [draft, setDraft] = useState(wish)
  const [wrong, setWrong] = useState(false)
  const hint = useId()
  const today = dayInVietnam(new Date())
  const change = (changed: AuditWish) => setDraft(before => defined({ ...before, ...changed }))
  function submit(event: FormEvent) {
    event.preventDefault()
    const isWrong = draft.subject !== undefined && !/^\d{9}(\d{3})?$/.test(draft.subject)
    setWrong(isWrong)
    if (!isWrong) onWish(draft)
  }
  return (
    <form className={css.filters} onSubmit={submit} data-testid="audit-filters">
      <label className={css.field}>
        {t.action}
        <select
          value={draft.action ?? ''}
          onChange={({ target: { value } }) => change({ action: (value || undefined) as AuditAction | undefined })}
          data-testid="audit-action"
        >
          <option value="">{t.anyAction}</option>
          {auditActions.map(action => (
            <option key={action} value={action}>
              {t.actions[action]}
            </option>
          ))}
        </select>
      </label>
      <label className={css.field}>
        {t.who}
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={draft.operator ?? ''}
          onChange={({ target: { value } }) => change({ operator: value.trim() || undefined })}
          data-testid="audit-operator"
        />
      </label>
      <label className={css.field}>
        {t.from}
        <input
          type="date"
          max={today}
          value={draft.from ?? ''}
          onChange={({ target: { value } }) => change({ from: value || undefined })}
          data-testid="audit-from"
        />
      </label>
      <label className={css.field}>
        {t.to}
        <input
          type="date"
          min={draft.from}
          max={today}
          value={draft.to ?? ''}
          onChange={({ target: { value } }) => change({ to: value || undefined })}
          data-testid="audit-to"
        />
      </label>
      <label className={css.field}>
        {t.subject}
        <input
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={draft.subject ?? ''}
          aria-invalid={wrong}
          aria-describedby={hint}
          onChange={({ target: { value } }) => change({ subject: value.replace(/[\s.-]/g, '') || undefined })}
          data-testid="audit-subject"
        />
      </label>
      <div className={css.buttons}>
        <Button type="submit" look="primary" data-testid="audit-search">
          <Icon name="search" /> {t.search}
        </Button>
        {Object.keys(draft).length > 0 && (
          <Button
            onClick={() => {
              setDraft({})
              setWrong(false)
              onWish({})
            }}
            data-testid="audit-clear"
          >
            {t.clear}
          </Button>
        )}
      </div>
      <p id={hint} className={wrong ? css.wrong : css.hint} role="status">
        {wrong ? t.subjectWrong : t.subjectHint}
      </p>
    </form>
  )
}

const defined = (wish: AuditWish): AuditWish =>
  Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
