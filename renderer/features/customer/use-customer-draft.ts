import { useEffect, useRef, useState } from 'react'
import type { Customer } from '../../../main/protocol/customer.ts'
import { useStation } from '../../connection/station-context.tsx'
import { type CustomerDraft, customerOf, draftOf, emptyDraft, sameCustomer } from './customer-draft.ts'
import { keptLater } from './kept-later.ts'

/** Long enough for a scanner's burst to be taken out of the field again, ms. */
const pause = 500

/**
 * The form's content. Before the card is read the station keeps it as it is typed (`keepsItself`), so that a card laid on in the middle of it finds what is
 * there. What others change in the station goes before what the form holds: when the counter is cleared, so is the form.
 */
export function useCustomerDraft(held: Customer | undefined, start: CustomerDraft, keepsItself: boolean) {
  const { call, connection } = useStation()
  const [draft, setDraft] = useState(start)
  const [unsent, setUnsent] = useState(false)
  const newest = useRef(draft)
  newest.current = draft
  /** What was sent and has not come back in the state yet. */
  const sent = useRef<(Customer | undefined)[]>([])
  const before = useRef(held)

  async function send(current: CustomerDraft): Promise<boolean> {
    later.drop()
    const customer = customerOf(current)
    if (!sameCustomer(customer, before.current)) sent.current.push(customer)
    const taken = await call('visit.customer', customer ? { customer } : {})
    // What was typed meanwhile is not kept yet.
    if (newest.current === current) setUnsent(false)
    return taken !== undefined
  }
  const sendLatest = useRef(send)
  sendLatest.current = send
  const [later] = useState(() => keptLater((current: CustomerDraft) => void sendLatest.current(current), pause))

  useEffect(() => {
    if (sameCustomer(held, before.current)) return
    before.current = held
    const own = sent.current.findLastIndex(each => sameCustomer(each, held))
    sent.current = sent.current.slice(own + 1)
    if (own >= 0) return
    later.drop()
    sent.current = []
    setUnsent(false)
    setDraft(draftOf(held))
  }, [held, later])
  // The card is laid when the citizen likes: what the last moments of typing brought belongs to this read. Cleared away, it is nobody's.
  const isRead = useRef(false)
  useEffect(
    () =>
      connection.subscribe(({ counter }) => {
        isRead.current = counter.step !== 'waiting'
      }),
    [connection],
  )
  useEffect(() => () => (isRead.current ? later.now() : later.drop()), [later])

  return {
    draft,
    unsent,
    change(next: CustomerDraft) {
      setDraft(next)
      setUnsent(true)
      if (keepsItself) later.keep(next)
    },
    /** Whether the station took it. */
    submit: () => send(draft),
    /** What waits to be kept belongs to whoever is being cleared away. */
    drop() {
      later.drop()
      setUnsent(false)
      setDraft(emptyDraft)
    },
  }
}
