import { useCallback, useEffect, useRef, useState } from 'react'
import { faceDecisions } from '../../../main/protocol/act.ts'
import type { DeskView } from '../../../main/protocol/desk.ts'
import type { Face } from '../../../main/protocol/face.ts'
import type { Transaction } from '../../../main/protocol/transaction.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { faceWords } from '../result/face-words.ts'
import { ComparisonScore } from './comparison-score.tsx'
import { drawPortrait } from './draw-portrait.ts'
import css from './face.module.css'
import { FaceDecided } from './face-decided.tsx'
import { LivePicture } from './live-picture.tsx'
import { decisionKeys, useDecisionKeys } from './use-decision-keys.ts'
import { useFaceCamera } from './use-face-camera.ts'
import { useFaceComparison } from './use-face-comparison.ts'

interface Props {
  readonly transaction: Transaction
  readonly face: Face | undefined
  readonly rules: DeskView
}
type Decision = (typeof faceDecisions)[number]

/** The picture on the chip beside the person; the operator says whether they are one. */
export function FacePanel(props: Props) {
  const t = useWords()
  const [redo, setRedo] = useState<string>()
  const { id, acts } = props.transaction
  const act = acts?.findLast(each => each.kind === 'face')
  const decided = act?.kind === 'face' && redo !== act.id ? act : undefined
  return (
    <section className={css.panel} aria-label={t.face.title} data-testid="face-check">
      <h2 className={css.title}>{t.face.title}</h2>
      {decided ? <FaceDecided act={decided} onRedo={() => setRedo(decided.id)} /> : <Comparing key={id} {...props} />}
    </section>
  )
}

const icons: Record<Decision, IconName> = { same: 'check', 'not-same': 'cross', unsure: 'dash' }

/** Everything here is gone with this component: camera, still and score. */
function Comparing({ transaction, face, rules }: Props) {
  const { call } = useStation()
  const t = useWords()
  const [on, setOn] = useState(false)
  const [frozen, setFrozen] = useState(false)
  const [saving, setSaving] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const picture = useRef<HTMLImageElement>(null)
  const camera = useFaceCamera(video, on)
  const chip = face && 'image' in face ? face.image : undefined
  const rule = chip ? rules.faceComparison : undefined
  const compared = useFaceComparison({ on: rule !== undefined && on, taken: frozen, chip: picture, live: still })
  const words = faceWords(transaction.report, face, t)

  const decide = useCallback(
    async (decision: Decision) => {
      if (saving || (decision === 'same' && !chip)) return
      setSaving(true)
      const score = rule && compared?.status === 'compared' ? compared : undefined
      const comparison = score && rule && { score: score.score, threshold: rule.threshold, method: score.method }
      await call('transaction.face', { transactionId: transaction.id, decision, ...(comparison && { comparison }) })
      setSaving(false)
    },
    [call, chip, compared, rule, saving, transaction.id],
  )
  const freeze = useCallback(() => {
    if (camera.status !== 'running') return setOn(true)
    if (frozen) return setFrozen(false)
    if (video.current && still.current && drawPortrait(video.current, still.current)) setFrozen(true)
  }, [camera.status, frozen])
  const close = useCallback(() => {
    setFrozen(false)
    setOn(false)
  }, [])
  useDecisionKeys({ decide, freeze, close: on ? close : undefined })
  // A camera that went away takes its picture along.
  useEffect(() => {
    if (camera.status !== 'running') setFrozen(false)
  }, [camera.status])

  return (
    <>
      <p className={css.ask}>{t.face.ask}</p>
      <div className={css.pictures}>
        <figure className={words.alarm ? `${css.picture} ${css.alarm}` : css.picture}>
          <div className={css.frame}>
            {chip ? (
              <img ref={picture} src={chip} alt={t.face.chip} data-testid="face-chip" />
            ) : (
              <Icon name="person" size="40%" />
            )}
          </div>
          <figcaption>{chip && !words.alarm ? t.face.chip : words.caption}</figcaption>
        </figure>
        <LivePicture camera={camera} video={video} still={still} frozen={frozen} />
      </div>
      <div className={css.row}>
        <Button onClick={freeze} shortcut="F6" data-testid="face-freeze">
          <Icon name="camera" />
          {camera.status !== 'running' ? t.face.open : frozen ? t.face.again : t.face.freeze}
        </Button>
        {on && (
          <Button look="quiet" onClick={close} shortcut="Esc" data-testid="face-close">
            {t.face.close}
          </Button>
        )}
      </div>
      {rule && frozen && <ComparisonScore compared={compared} threshold={rule.threshold} />}
      <fieldset className={css.decisions} disabled={saving}>
        <legend className={css.legend}>{t.face.ask}</legend>
        {faceDecisions.map(decision => (
          <Button
            key={decision}
            className={css[decision]}
            onClick={() => void decide(decision)}
            // Why there is none to compare with stands below its place.
            disabled={decision === 'same' && !chip}
            shortcut={decisionKeys[decision]}
            data-testid={`face-${decision}`}
          >
            <Icon name={icons[decision]} />
            {t.face.decisions[decision]}
          </Button>
        ))}
      </fieldset>
      <p className={css.note}>
        <Icon name="lock" size="1.1em" /> {t.face.notKept}
      </p>
    </>
  )
}
