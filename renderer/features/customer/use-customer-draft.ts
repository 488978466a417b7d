import { useEffect, useRef, useState } from 'react'
import type { Customer } from '../../../main/protocol/customer.ts'
import { useStation } from '../../connection/station-context.tsx'
import { type CustomerDraft, customerOf, draftOf, emptyDraft, sameCustomer } from './customer-draft.ts'

/** Long enough for a scanner's burst to be taken out of the field again, ms. */
const pause = 500

/**
 * The form's content. Before the card is read the station keeps it as it is typed (`keepsItself`), so that a card laid on in the middle of it finds what is
 * there. What others change in the station goes before what the form holds: when the counter is cleared, so is the form.
 */
export function useCustomerDraft(held: Customer | undefined, start: CustomerDraft, keepsItself: boolean) {
  const { call } = useStation()
  const [draft, setDraft] = useState(start)
  const [unsent, setUnsent] = useState(false)
  const newest = useRef(draft)
  newest.current = draft
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What was sent and has not come back in the state yet. */
  const sent = useRef<(Customer | undefined)[]>([])
  const before = useRef(held)

  async function send(current: CustomerDraft): Promise<boolean> {
    clearTimeout(timer.current)
    const customer = customerOf(current)
    if (!sameCustomer(customer, before.current)) sent.current.push(customer)
    const taken = await call('visit.customer', customer ? { customer } : {})
    // What was typed meanwhile is not kept yet.
    if (newest.current === current) setUnsent(false)
    return taken !== undefined
  }

  useEffect(() => {
    if (sameCustomer(held, before.current)) return
    before.current = held
    const own = sent.current.findLastIndex(each => sameCustomer(each, held))
    sent.current = sent.current.slice(own + 1)
    if (own >= 0) return
    clearTimeout(timer.current)
    sent.current = []
    setUnsent(false)
    setDraft(draftOf(held))
  }, [held])
  useEffect(() => () => clearTimeout(timer.current), [])

  return {
    draft,
    unsent,
    change(next: CustomerDraft) {
      setDraft(next)
      setUnsent(true)
      clearTimeout(timer.current)
      if (keepsItself) timer.current = setTimeout(() => void send(next), pause)
    },
    /** Whether the station took it. */
    submit: () => send(draft),
    /** What waits to be kept belongs to whoever is being cleared away. */
    drop() {
      clearTimeout(timer.current)
      setUnsent(false)
      setDraft(emptyDraft)
    },
  }
}
