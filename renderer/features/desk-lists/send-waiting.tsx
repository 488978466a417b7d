import { useState } from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './lists.module.css'

interface Props {
  /** What the list is. */
  readonly sub: string
  readonly send: string
  readonly look?: 'primary'
  readonly disabled?: boolean
  /** Of the button, `ID-send`, and of what it brought, `ID-told`. */
  readonly testId: string
  onSent(): void
}

/** Above a list of what is open: asks what waits at once, and says how many answers came. */
export function SendWaiting({ sub, send, look, disabled = false, testId, onSent }: Props) {
  const { call } = useStation()
  const { queue, desk } = useWords()
  const [told, setTold] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function sendNow() {
    setBusy(true)
    setTold(undefined)
    const answer = await call('outbox.send', {})
    setBusy(false)
    if (answer) setTold(desk.review.sent(String(answer.sent), String(answer.pending)))
    onSent()
  }
  return (
    <div className={css.bar}>
      <p className={css.soft}>{sub}</p>
      <Button
        {...(look && { look })}
        onClick={() => void sendNow()}
        disabled={busy || disabled}
        data-testid={`${testId}-send`}
      >
        <Icon name="send" /> {busy ? queue.sending : send}
      </Button>
      <p className={css.soft} role="status" data-testid={`${testId}-told`}>
        {told}
      </p>
    </div>
  )
}
