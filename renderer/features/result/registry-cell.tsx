import type { RegistryState } from '../../../main/protocol/transaction.ts'
import { useWords } from '../../i18n/language.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './ledger.module.css'
import { registrySummary } from './registry-summary.ts'

export function RegistryCell({ registry }: { readonly registry: RegistryState }) {
  const t = useWords()
  const { light, title, lines } = registrySummary(registry, t)
  return (
    <section
      className={`${css.cell} ${light === 'yellow' ? css.open : light === 'red' ? css.alarm : ''}`}
      aria-label={t.registry.title}
      data-testid="registry"
      data-status={registry.status}
      data-light={light}
      data-verdict={registry.status === 'answered' ? registry.card?.verdict : undefined}
    >
      <LightIcon light={light} />
      <div>
        <p className={css.label}>{t.registry.title}</p>
        <p className={css.title}>{title}</p>
        {lines.length > 0 && <p className={css.sub}>{lines.join(' · ')}</p>}
      </div>
    </section>
  )
}
