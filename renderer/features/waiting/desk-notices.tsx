import { errorText } from '../../../main/protocol/error-texts.ts'
import { chipDeskError } from '../../../main/protocol/errors.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { timeInVietnam } from '../../../main/protocol/written-time.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'

/** What is wrong with this desk itself and stays so until somebody looks at it. Citizens can be served meanwhile. */
export function DeskNotices({ state }: { readonly state: StationState }) {
  const { rescued, auditBroken, doorError, notOpened } = state
  const { rescued: words, door, notOpened: staysHere } = useWords().waiting
  const { language } = useLanguage()
  return (
    <>
      {auditBroken && <ErrorPanel error={auditBroken} testId="audit-broken" />}
      {notOpened && (
        <ErrorPanel
          error={notOpened}
          words={{ title: state.demo ? staysHere.demo : staysHere.live, cure: errorText(notOpened, language).cure }}
          testId="not-opened"
        />
      )}
      {doorError && <ErrorPanel error={doorError} words={door} testId="door-error" />}
      {rescued && (
        <ErrorPanel
          error={chipDeskError('StoreDamaged')}
          words={{ title: words.title(timeInVietnam(rescued.at)), cure: words.cure(rescued.lost) }}
          testId="rescued"
        />
      )}
    </>
  )
}
