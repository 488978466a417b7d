import { useState } from 'react'
import type { Counter } from '../../../main/protocol/station.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import sheet from '../../ui/sheet.module.css'
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
import { TechnicalDetails } from './technical-details.tsx'
import { VerdictBand } from './verdict-band.tsx'
import { isWithoutChip } from './without-chip.ts'

export function Result({ counter }: { readonly counter: Extract<Counter, { step: 'result' }> }) {
  const { callError } = useStation()
  const t = useWords()
  const { transaction, face, storeError } = counter
  const { report } = transaction
  const [broken, setBroken] = useState<string>()
  const given = face && 'image' in face ? face.image : undefined
  const image = given === broken ? undefined : given
  const { caption, alarm } = faceWords(report, given && !image ? { missing: 'unreadable' } : face, t)
  const panel = differencePanel(report.differences, t)
  return (
    <div className={sheet.sheet} data-testid="result">
      <VerdictBand transaction={transaction} />
      <div className={sheet.body}>
        <section className={sheet.holder} aria-label={t.result.holder}>
          {callError && <ErrorPanel error={callError} testId="call-error" />}
          {panel && panel.tone !== 'quiet' && <Differences panel={panel} />}
          <Holder
            fields={report.document}
            altered={alteredGroups(report)}
            face={
              <FaceFrame
                image={image}
                alt={image ? t.result.face : caption}
                caption={caption}
                alarm={alarm}
                onBroken={() => setBroken(given)}
              />
            }
          />
          {panel?.tone === 'quiet' && <Differences panel={panel} />}
        </section>
        <section className={sheet.side} aria-label={t.result.checks}>
          <Insurance transaction={transaction} />
          <CitizenChecks transaction={transaction} />
          {!isWithoutChip(report) && <CheckList report={report} />}
          <TechnicalDetails transaction={transaction} />
        </section>
      </div>
      <footer className={ledger.ledger}>
        <RegistryCell registry={transaction.registry} />
        <SavedCell transaction={transaction} error={storeError} />
        <Next card={counter.card} offer={readAgainOffer(report, counter.card)} withoutChip={isWithoutChip(report)} />
      </footer>
    </div>
  )
}

interface NextProps {
  readonly card: boolean
  readonly offer: ReadAgainOffer
  readonly withoutChip: boolean
}

function Next({ card, offer, withoutChip }: NextProps) {
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
      <Button onClick={() => void call('counter.clear', {})} shortcut="F2" data-testid="next-person">
        {t.result.next}
      </Button>
    </section>
  )
}
