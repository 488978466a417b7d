import type { ReactNode } from 'react'
import type { TransactionDetails } from '../../../main/protocol/transaction-details.ts'
import { useStation } from '../../connection/station-context.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { SaysLoading } from '../../ui/says.tsx'
import type { Details } from './use-details.ts'

/** The answer, or that it is on its way, or why there is none. */
export function DetailsOf({
  details,
  children,
}: {
  readonly details: Details
  readonly children: (details: TransactionDetails) => ReactNode
}) {
  const { callError } = useStation()
  if (details === 'loading') return <SaysLoading />
  if (details === 'failed') return callError ? <ErrorPanel error={callError} /> : null
  return children(details)
}
