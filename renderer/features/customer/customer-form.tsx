import { type KeyboardEvent, useRef, useState } from 'react'
import type { Customer, CustomerFieldId } from '../../../main/protocol/customer.ts'
import type { DeskVisit } from '../../../main/protocol/desk.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { AmountField } from './amount-field.tsx'
import css from './customer.module.css'
import { type CustomerDraft, customerOf } from './customer-draft.ts'
import { CustomerField } from './customer-field.tsx'
import { useCustomerDraft } from './use-customer-draft.ts'

interface Props {
  readonly asked: NonNullable<DeskVisit['customer']>
  readonly held: Customer | undefined
  readonly start: CustomerDraft
  /** The card has been read: the record is compared when it is sent. */
  readonly read: boolean
  readonly cancels: boolean
  onDone(): void
}

/** Typed from top to bottom with the Enter key alone; the last Enter sends. */
export function CustomerForm({ asked, held, start, read, cancels, onDone }: Props) {
  const t = useWords()
  const { draft, unsent, change, submit, drop } = useCustomerDraft(held, start, !read)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const form = useRef<HTMLFormElement>(null)

  async function send() {
    if (customerOf(draft) && (await submit())) onDone()
  }
  function pressed(event: KeyboardEvent) {
    // The keys that clear the counter clear what is being typed for it.
    if (!read && (event.key === 'Escape' || event.key === 'F2')) return drop()
    if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement || event.defaultPrevented) return
    event.preventDefault()
    const fields = [...(form.current?.querySelectorAll<HTMLElement>('input, select') ?? [])]
    const next = event.ctrlKey ? undefined : fields[fields.indexOf(event.target as HTMLElement) + 1]
    if (next) next.focus()
    else void send()
  }
  const setField = (id: CustomerFieldId, text: string) => change({ ...draft, fields: { ...draft.fields, [id]: text } })
  return (
    <form
      ref={form}
      className={css.form}
      onKeyDown={pressed}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
      onBlur={event => {
        const name = event.target.getAttribute('name')
        if (name) setLeft(before => new Set([...before, name]))
      }}
      data-testid="customer-form"
    >
      <label className={css.field}>
        <span className={css.label}>{t.customer.number}</span>
        <input
          className={css.input}
          value={draft.customerNumber}
          onChange={event => change({ ...draft, customerNumber: event.target.value })}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          data-testid="customer-number"
        />
      </label>
      {asked.amount && <AmountField digits={draft.amount} onChange={amount => change({ ...draft, amount })} />}
      {asked.fields.map(id => (
        <CustomerField
          key={id}
          id={id}
          value={draft.fields[id] ?? ''}
          left={left.has(id)}
          onChange={text => setField(id, text)}
        />
      ))}
      <div className={css.actions}>
        {read && (
          <Button type="submit" look="primary" disabled={!customerOf(draft)} data-testid="customer-compare">
            {t.customer.compare}
          </Button>
        )}
        {cancels && (
          <Button onClick={onDone} data-testid="customer-cancel">
            {t.customer.cancel}
          </Button>
        )}
        <p className={css.hint} role="status">
          {read || !customerOf(draft) ? t.customer.typeIt : unsent ? t.customer.keeping : t.customer.kept}
        </p>
      </div>
    </form>
  )
}
