import type { DocumentField } from '../../../main/protocol/report.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useScreenAction } from '../shell/screen-actions.tsx'
import css from './behind.module.css'
import { useCopying } from './copying.tsx'
import { resultText } from './result-text.ts'

interface Props {
  readonly transaction: Transaction
  /** What of the document the purpose lets the desk see. */
  readonly fields: readonly DocumentField[]
  readonly open: boolean
  onOpen(): void
}

/** Takes the whole result along (F8), and opens what stands behind it. */
export function ResultTools({ transaction, fields, open, onOpen }: Props) {
  const t = useWords()
  const { state } = useStation()
  const copying = useCopying()
  function copyAll() {
    if (!copying || !state) return
    const { desk, rules } = state
    const wish = {
      fields,
      deskName: desk.id === transaction.desk ? desk.name : transaction.desk,
      masked: rules?.masked === true,
      uncovered: copying.uncovered,
    }
    copying.copy(resultText(transaction, wish, t), t.behind.copy.doneAll)
  }
  useScreenAction('copy', copying && copyAll)
  return (
    <div className={css.tools}>
      <Button look="quiet" shortcut="F8" onClick={copyAll} data-testid="copy-all">
        <Icon name="copy" /> {t.behind.copy.all}
      </Button>
      <Button look="quiet" aria-expanded={open} onClick={onOpen} data-testid="drawer-open">
        <Icon name="search" /> {t.behind.open}
      </Button>
    </div>
  )
}

/** What was copied, or why nothing was: over the result, wherever it is scrolled to. */
export function CopiedNotice() {
  const copied = useCopying()?.copied
  return (
    <p className={css.copied} role="status" data-testid="copied" data-ok={copied?.ok}>
      {copied && (
        <span className={copied.ok ? css.notice : `${css.notice} ${css.noticeBad}`}>
          <Icon name={copied.ok ? 'check' : 'warning'} size="1em" /> {copied.text}
        </span>
      )}
    </p>
  )
}
