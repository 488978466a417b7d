import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { lostWords } from '../reading/lost-words.ts'
import { stagesAt } from '../reading/stages.ts'
import { verdictWords } from '../result/verdict-words.ts'

/** Says phase and verdict aloud; the steps a clerk sees, not every phase, so that speech keeps up with the read. */
export function Announcer() {
  const { state } = useStation()
  const t = useWords()
  const counter = state?.counter
  let text = ''
  if (counter?.step === 'reading') {
    const stage = stagesAt(counter.phase).find(({ state: at }) => at === 'now')
    const lost = lostWords(counter.interaction, state?.readers ?? [], t)
    text = lost ? `${lost.title}. ${lost.line}` : t.announce.phase(stage ? t.stages[stage.id] : t.phases[counter.phase])
  } else if (counter?.step === 'result') {
    const { title, line, act } = verdictWords(counter.transaction, t)
    text = t.announce.verdict(title, line, act)
    if (counter.storeError) text += ` ${t.result.notSaved}.`
    if (counter.transaction.report.trust.test) text += ` ${t.result.testAnchor}.`
  } else if (counter?.step === 'waiting' && !counter.card && !counter.error) text = t.announce.ready
  return (
    <div aria-live="polite" role="status" data-testid="announcer">
      <Hidden>{text}</Hidden>
    </div>
  )
}
