import type { ReactNode } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import css from './lists.module.css'
import type { Listed } from './use-listed.ts'

/** What was asked for, or that it is on its way, or why it did not come. */
export function ListedPart<T>({ listed, children }: { readonly listed: Listed<T>; children(value: T): ReactNode }) {
  const { lists } = useWords().desk
  if (listed.error)
    return (
      <ErrorPanel error={listed.error}>
        <Button onClick={listed.again}>{lists.again}</Button>
      </ErrorPanel>
    )
  if (listed.value !== undefined) return children(listed.value)
  return listed.loading ? (
    <p className={css.none} role="status" data-testid="list-loading">
      {lists.loading}
    </p>
  ) : null
}
