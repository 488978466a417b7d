import type { Counter } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import band from '../../ui/band.module.css'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { FaceFrame } from '../../ui/face-frame.tsx'
import { formatKilobytes, formatSeconds } from '../../ui/formats.ts'
import sheet from '../../ui/sheet.module.css'
import { Holder } from '../result/holder.tsx'
import { seenFields, seesPhoto } from '../visit/visit-of.ts'
import { CounterInput } from '../waiting/counter-input.tsx'
import { lostWords } from './lost-words.ts'
import css from './reading.module.css'
import { StageList } from './stage-list.tsx'
import { progressAt } from './stages.ts'
import { useElapsed } from './use-elapsed.ts'

/** Number of steps of the bar for those who listen. */
const percent = 100

export function Reading({ counter }: { readonly counter: Extract<Counter, { step: 'reading' }> }) {
  const { call, callError, state } = useStation()
  const t = useWords()
  const { language } = useLanguage()
  const { phase, bytesDone, bytesTotal, interaction, elapsedMs } = counter
  const elapsed = useElapsed(elapsedMs)
  const progress = progressAt(phase, bytesDone, bytesTotal)
  const face =
    phase === 'dg2' && bytesTotal > 0
      ? bytesDone / bytesTotal
      : phase === 'verify' || phase === 'registry' || phase === 'done'
        ? 1
        : 0
  const fields = counter.fields.length > 0 ? counter.fields : (counter.declared?.fields ?? [])
  const lost = lostWords(interaction, state?.readers ?? [], t)
  const urgent = interaction === 'lift-and-place-again' || interaction === 'place-card' || interaction === 'enter-can'
  return (
    <div className={sheet.sheet} data-testid="reading">
      <section className={urgent ? `${band.band} ${band.yellow}` : band.band}>
        <span className={css.pulse} aria-hidden="true" />
        <div>
          <h1 className={band.title} data-testid="interaction" data-interaction={interaction}>
            {lost?.title ?? t.interactions[interaction]}
          </h1>
          <p className={band.line}>
            {lost?.line ?? `${t.reading.title} · `}
            <span data-testid="phase" data-phase={phase}>
              {!lost && t.phases[phase]}
            </span>
            {!lost && bytesTotal > 0 && phase !== 'verify' && phase !== 'registry' && (
              <span className={css.bytes}>
                {' '}
                {t.reading.bytes(formatKilobytes(bytesDone, language), formatKilobytes(bytesTotal, language))}
              </span>
            )}
          </p>
        </div>
        <div className={css.right}>
          {!lost && <span className={css.bytes}>{t.reading.seconds(formatSeconds(elapsed, language))}</span>}
          <Button onClick={() => void call('counter.cancel', {})} shortcut="Esc" data-testid="cancel">
            {t.reading.cancel}
          </Button>
        </div>
        <progress
          className={css.progress}
          max={percent}
          value={Math.round(progress * percent)}
          aria-label={t.reading.progress}
        />
      </section>
      <div className={sheet.body}>
        <section className={sheet.holder} aria-label={t.result.holder}>
          {callError && <ErrorPanel error={callError} />}
          <Holder
            fields={seenFields(fields, state?.rules, state?.visit?.purpose)}
            face={
              seesPhoto(state?.rules, state?.visit?.purpose) && (
                <FaceFrame
                  alt={t.result.noFace}
                  caption={face > 0 ? t.reading.photoComing : t.reading.photoWaiting}
                  progress={face}
                />
              )
            }
          />
        </section>
        <section className={sheet.side} aria-label={t.reading.stages}>
          <p className={css.note}>{t.reading.unverified}</p>
          {interaction === 'enter-can' && <CounterInput size="large" />}
          <StageList phase={phase} />
        </section>
      </div>
    </div>
  )
}
