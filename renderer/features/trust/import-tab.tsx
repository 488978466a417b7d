import { type DragEvent, useRef, useState } from 'react'
import { mostTrustBytes, type TrustList, type TrustPreview } from '../../../main/protocol/trust.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Says } from '../../ui/says.tsx'
import { ImportLines } from './import-lines.tsx'
import css from './trust.module.css'
import { type TrustImport, useImport } from './use-import.ts'
import type { TrustNow } from './use-trust.ts'

const states = ['new', 'unconfirmed', 'refused', 'disabled', 'present'] as const

/** Files into the trust store: first what is in them, then what was compared, then a second person. */
export function ImportTab({ list, trust }: { readonly list: TrustList; readonly trust: TrustNow }) {
  const { trust: t } = useWords()
  const files = useImport(trust.changed)
  const { now, error, refused } = files
  if (!list.changeable)
    return (
      <Says icon="lock" testId="trust-not-in-demo">
        {t.import.notInDemo}
      </Says>
    )
  return (
    <div className={css.import}>
      <p className={css.soft}>{t.import.sub}</p>
      <Choices
        legend={t.import.kind}
        options={(['said', 'identity-card', 'passport'] as const).map(id => ({ id, text: t.import.kindOf[id] }))}
        chosen={files.kind}
        onChoose={files.chooseKind}
        testId="trust-kind"
      />
      {error && <ErrorPanel error={error} />}
      {refused && (
        <p className={css.missing} role="alert" data-testid="trust-refused">
          <Icon name="warning" />
          <span className={css.words}>
            {refused === 'tooLarge' ? t.import.tooLarge(String(mostTrustBytes / 1024 / 1024)) : t.import.tooMany}
          </span>
        </p>
      )}
      <p className={css.status} role="status" data-testid="trust-import-status" data-step={now.step}>
        {now.step === 'sending' && t.import.sending(String(now.percent))}
        {now.step === 'looking' && t.import.looking}
        {now.step === 'storing' && t.import.waiting}
        {now.step === 'done' && t.import.done(String(now.adds.anchors), String(now.adds.others))}
        {now.step === 'preview' &&
          states
            .filter(state => now.preview.counts[state] > 0)
            .map(state => t.import.counted[state](String(now.preview.counts[state])))
            .join(' · ')}
      </p>
      {now.step === 'choosing' && <Chooser choose={files.choose} />}
      {(now.step === 'preview' || now.step === 'storing') && <Preview files={files} preview={now.preview} />}
      {now.step === 'done' && (
        <>
          <p className={css.soft}>{t.import.doneSub}</p>
          <div>
            <Button onClick={files.startAgain} data-testid="trust-import-again">
              {t.import.another}
            </Button>
          </div>
        </>
      )}
    </div>
  )
}

/** By the dialog of the system or by dropping; what is dropped here is no picture of a card. */
function Chooser({ choose }: { readonly choose: TrustImport['choose'] }) {
  const { trust: t } = useWords()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const held = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(event.type === 'dragenter' || event.type === 'dragover')
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is another way to what the button does
    <div
      className={css.drop}
      data-over={over}
      onDragEnter={held}
      onDragOver={held}
      onDragLeave={held}
      onDrop={event => {
        held(event)
        void choose([...event.dataTransfer.files])
      }}
      data-testid="trust-drop"
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={event => {
          void choose([...(event.target.files ?? [])])
          event.target.value = ''
        }}
        data-testid="trust-files"
      />
      <Button look="primary" onClick={() => input.current?.click()} data-testid="trust-choose">
        <Icon name="lift" /> {t.import.choose}
      </Button>
      <span className={css.soft}>{t.import.drop}</span>
    </div>
  )
}

function Preview({ files, preview }: { readonly files: TrustImport; readonly preview: TrustPreview }) {
  const { trust: t } = useWords()
  const { adds } = preview
  const storing = files.now.step === 'storing'
  return (
    <>
      <div className={css.bar}>
        {adds ? (
          <Button
            look="primary"
            disabled={storing}
            onClick={() => void files.store(adds)}
            data-testid="trust-import-store"
          >
            <Icon name="saved" /> {t.import.add(String(adds.anchors), String(adds.others))}
          </Button>
        ) : (
          <p data-testid="trust-import-nothing">{t.import.nothing}</p>
        )}
        <Button disabled={storing} onClick={files.startAgain} data-testid="trust-import-again">
          {t.import.another}
        </Button>
        {adds && <p className={css.soft}>{t.import.second}</p>}
      </div>
      <ImportLines files={files} preview={preview} />
    </>
  )
}
