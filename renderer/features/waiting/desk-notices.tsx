import { chipDeskError } from '../../../main/protocol/errors.ts'
import type { StationState } from '../../../main/protocol/station.ts'
import { useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { formatInstant } from '../../ui/formats.ts'

/** What is wrong with this desk itself and stays so until somebody looks at it. Citizens can be served meanwhile. */
export function DeskNotices({ state: { rescued, auditBroken, doorError } }: { readonly state: StationState }) {
  const { rescued: words, door } = useWords().waiting
  return (
    <>
      {auditBroken && <ErrorPanel error={auditBroken} testId="audit-broken" />}
      {doorError && <ErrorPanel error={doorError} words={door} testId="door-error" />}
      {rescued && (
        <ErrorPanel
          error={chipDeskError('StoreDamaged')}
          words={{ title: words.title(formatInstant(rescued.at)), cure: words.cure(rescued.lost) }}
          testId="rescued"
        />
      )}
    </>
  )
}
