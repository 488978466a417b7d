import { useState } from 'react'
import type { Counter } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import sheet from '../../ui/sheet.module.css'
import behindCss from '../behind/behind.module.css'
import { CopyingProvider } from '../behind/copying.tsx'
import { Drawer } from '../behind/drawer.tsx'
import { CopiedNotice, ResultTools } from '../behind/result-tools.tsx'
import { CustomerPanel } from '../customer/customer-panel.tsx'
import { DeskActions } from '../desk/desk-actions.tsx'
import { DeskBand } from '../desk/desk-band.tsx'
import { Hints } from '../desk/hints.tsx'
import { InsuranceAgain } from '../desk/insurance-again.tsx'
import { latestAct, latestCheck, mayAskByNumber } from '../desk/latest-act.ts'
import { ResidencePanel } from '../desk/residence-panel.tsx'
import { placeOfStep, ToDo } from '../desk/to-do.tsx'
import { FacePanel } from '../face/face-panel.tsx'
import { useMay } from '../visit/use-may.ts'
import { seenFields, seesPhoto, visitOf } from '../visit/visit-of.ts'
import { CounterInput } from '../waiting/counter-input.tsx'
import { alteredGroups } from './altered-groups.ts'
import { CheckList } from './check-list.tsx'
import { CitizenChecks } from './citizen-checks.tsx'
import { differencePanel } from './difference-rows.ts'
import { Differences } from './differences.tsx'
import { faceWords } from './face-words.ts'
import { Holder } from './holder.tsx'
import { Insurance } from './insurance.tsx'
import ledger from './ledger.module.css'
import { type ReadAgainOffer, readAgainOffer } from './read-again-offer.ts'
import { RegistryCell } from './registry-cell.tsx'
import { SavedCell } from './saved-cell.tsx'
import { VerdictBand } from './verdict-band.tsx'
import { isWithoutChip } from './without-chip.ts'

interface Props {
  readonly counter: Extract<Counter, { step: 'result' }>
  onOwnData(): void
}

export function Result(props: Props) {
  const { id } = props.counter.transaction
  return (
    <CopyingProvider key={id}>
      <OneResult {...props} />
    </CopyingProvider>
  )
}

function OneResult({ counter, onOwnData }: Props) {
  const { callError, state } = useStation()
  const t = useWords()
  const { transaction, face, storeError, outcome } = counter
  const may = useMay()
  const rules = state?.rules
  const purpose = transaction.purpose?.code
  const visit = visitOf(rules, purpose)
  const photo = seesPhoto(rules, purpose)
  const stepIds = outcome?.steps.map(({ id }) => id) ?? []
  // What the insurance says of somebody whom nobody may serve comes after why.
  const stopped = outcome?.steps.some(({ id, state: step }) => step === 'stopped' && id !== 'insurance')
  const { report } = transaction
  const [broken, setBroken] = useState<string>()
  const [behind, setBehind] = useState(false)
  const fields = seenFields(report.document, rules, purpose)
  const given = face && 'image' in face ? face.image : undefined
  const image = given === broken ? undefined : given
  const { caption, alarm } = faceWords(report, given && !image ? { missing: 'unreadable' } : face, t)
  const panel = differencePanel(report.differences, t)
  return (
    <div className={sheet.sheet} data-testid="result">
      <div>
        <VerdictBand transaction={transaction} />
        {outcome && <DeskBand outcome={outcome} transaction={transaction} visit={visit} rules={rules} />}
      </div>
      <div className={behindCss.beside}>
        <div className={sheet.body}>
          <section className={sheet.holder} aria-label={t.result.holder}>
            {callError && <ErrorPanel error={callError} testId="call-error" />}
            {panel && panel.tone !== 'quiet' && <Differences panel={panel} />}
            <Holder
              fields={fields}
              altered={alteredGroups(report)}
              face={
                photo && (
                  <FaceFrame
                    image={image}
                    alt={image ? t.result.face : caption}
                    caption={caption}
                    alarm={alarm}
                    onBroken={() => setBroken(given)}
                  />
                )
              }
            />
            {panel?.tone === 'quiet' && <Differences panel={panel} />}
            {rules && stepIds.includes('customer') && (
              <div id={placeOfStep('customer')} tabIndex={-1}>
                <CustomerPanel transaction={transaction} rules={rules} visit={state?.visit} />
              </div>
            )}
            {rules && stepIds.includes('face') && (
              <div id={placeOfStep('face')} tabIndex={-1}>
                <FacePanel transaction={transaction} face={face} rules={rules} />
              </div>
            )}
            {outcome?.residence && (
              <div id={placeOfStep('residence')} tabIndex={-1}>
                <ResidencePanel residence={outcome.residence} />
              </div>
            )}
          </section>
          <section className={sheet.side} aria-label={t.result.checks}>
            <ResultTools transaction={transaction} fields={fields} open={behind} onOpen={() => setBehind(!behind)} />
            {outcome && stopped && <ToDo outcome={outcome} live />}
            <Insurance transaction={transaction} />
            {mayAskByNumber(latestCheck(transaction, 'insurance')) && <InsuranceAgain transaction={transaction} />}
            {outcome && !stopped && <ToDo outcome={outcome} live />}
            {outcome && <Hints hints={outcome.hints} />}
            <CitizenChecks transaction={transaction} residenceShown={outcome?.residence !== undefined} />
            {!isWithoutChip(report) && <CheckList report={report} />}
            {outcome?.ownData && may('citizen.own-record') && (
              <Button look="quiet" onClick={onOwnData} data-testid="own-data-open">
                <Icon name="book" /> {t.desk.ownData.open}
              </Button>
            )}
          </section>
        </div>
        <CopiedNotice />
        {behind && <Drawer transaction={transaction} onClose={() => setBehind(false)} />}
      </div>
      {outcome && <DeskActions key={transaction.id} transaction={transaction} outcome={outcome} />}
      <footer className={ledger.ledger}>
        <RegistryCell registry={transaction.registry} />
        <SavedCell transaction={transaction} error={storeError} />
        <Next
          card={counter.card}
          offer={readAgainOffer(report, counter.card)}
          withoutChip={isWithoutChip(report)}
          ended={latestAct(transaction, 'decision') !== undefined}
        />
      </footer>
    </div>
  )
}

interface NextProps {
  readonly card: boolean
  readonly offer: ReadAgainOffer
  readonly withoutChip: boolean
  /** How the visit ended is recorded: nothing is left but the next person. */
  readonly ended: boolean
}

function Next({ card, offer, withoutChip, ended }: NextProps) {
  const { call } = useStation()
  const t = useWords()
  return (
    <section className={ledger.next} data-testid="next" data-card={card}>
      {offer !== 'button' && (
        <div className={ledger.nextWords}>
          <p className={ledger.title}>
            <Icon name={offer === 'place-again' ? 'reader' : card ? 'lift' : 'check'} />
            {offer === 'place-again'
              ? t.result.placeAgain
              : card
                ? t.result.takeCard
                : withoutChip
                  ? t.result.noCard
                  : t.result.cardLifted}
          </p>
          <p className={ledger.sub}>
            {offer === 'place-again' ? t.result.placeAgainSub : card ? t.result.takeCardSub : t.result.cardLiftedSub}
          </p>
        </div>
      )}
      <div className={ledger.nextInput}>
        <CounterInput size="compact" />
      </div>
      {offer === 'button' && (
        <Button look="primary" onClick={() => void call('counter.read', {})} data-testid="read-again">
          {t.result.readAgain}
        </Button>
      )}
      <Button
        look={ended ? 'primary' : 'plain'}
        onClick={() => void call('counter.clear', {})}
        shortcut="F2"
        data-testid="next-person"
      >
        {t.result.next}
      </Button>
    </section>
  )
}
