import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './behind.module.css'
import { Certificates } from './certificates.tsx'
import { CheckTree } from './check-tree.tsx'
import { Commands } from './commands.tsx'
import { EvidenceExport } from './evidence-export.tsx'
import { Times } from './times.tsx'
import { useDetails } from './use-details.ts'

const tabIds = ['checks', 'certificates', 'times', 'commands', 'evidence'] as const
type TabId = (typeof tabIds)[number]

/**
 * Everything that stands behind a result, beside it: nothing is covered but the column of the checks, of which it says more. Esc puts it away, before it does
 * anything else.
 */
export function Drawer({ transaction, onClose }: { readonly transaction: Transaction; onClose(): void }) {
  const { behind: t } = useWords()
  const [tab, setTab] = useState<TabId>('checks')
  const details = useDetails(transaction)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    // Where the whole page scrolls it stands above the result, out of sight.
    if (panel.current && getComputedStyle(panel.current).position === 'relative') panel.current.scrollIntoView()
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  useFirstEscape(onClose)
  const tabs: Record<TabId, ReactNode> = {
    checks: <CheckTree report={transaction.report} />,
    certificates: <Certificates details={details} />,
    times: <Times transaction={transaction} details={details} />,
    commands: <Commands transactionId={transaction.id} details={details} />,
    evidence: <EvidenceExport transactionId={transaction.id} details={details} />,
  }
  return (
    <aside ref={panel} className={css.drawer} aria-label={t.title} tabIndex={-1} data-testid="drawer" data-tab={tab}>
      <header className={css.drawerHead}>
        <h2 className={css.drawerTitle}>{t.title}</h2>
        <Button look="quiet" shortcut="Esc" onClick={onClose} data-testid="drawer-close">
          <Icon name="cross" /> {t.close}
        </Button>
        <nav className={css.tabs} aria-label={t.title}>
          {tabIds.map(id => (
            <button
              key={id}
              type="button"
              className={css.tab}
              aria-current={tab === id ? 'page' : undefined}
              onClick={() => setTab(id)}
              data-testid={`drawer-${id}`}
            >
              {t.tabs[id]}
            </button>
          ))}
        </nav>
      </header>
      <section
        className={css.drawerBody}
        aria-label={t.tabs[tab]}
        // Longer than the screen: keys scroll it too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
      >
        {tabs[tab]}
      </section>
    </aside>
  )
}

/** Before every other meaning of Esc, unless a dialog is open above. */
function useFirstEscape(does: () => void): void {
  const latest = useRef(does)
  latest.current = does
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return
      event.preventDefault()
      event.stopPropagation()
      latest.current()
    }
    window.addEventListener('keydown', pressed, true)
    return () => window.removeEventListener('keydown', pressed, true)
  }, [])
}
