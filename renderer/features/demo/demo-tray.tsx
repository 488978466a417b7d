import { useState } from 'react'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './demo-tray.module.css'
import { PersonaList } from './persona-list.tsx'

type Demo = NonNullable<StationState['demo']>

/** Invented people and their cards, to lay on the virtual reader. Only in demo mode. */
export function DemoTray({ demo, disabled }: { readonly demo: Demo; readonly disabled: boolean }) {
  const { call } = useStation()
  const t = useWords()
  const [folded, fold] = useState(false)
  const [chosenId, choose] = useState<string>()
  const [qr, setQr] = useState<CallResult<'demo.qr'> & { persona: string }>()
  const chosen = demo.personas.find(({ id }) => id === (chosenId ?? demo.placed)) ?? demo.personas[0]
  if (!chosen) return null

  async function scan() {
    const code = chosen && (await call('demo.qr', { persona: chosen.id }))
    if (code) await call('counter.input', { text: code.text })
  }
  async function toggleQr() {
    if (qr) return setQr(undefined)
    const code = chosen && (await call('demo.qr', { persona: chosen.id }))
    if (chosen && code) setQr({ ...code, persona: chosen.name })
  }

  const folder = (
    <Button
      className={css.fold}
      aria-expanded={!folded}
      aria-label={folded ? t.demo.expand : t.demo.collapse}
      title={folded ? t.demo.expand : t.demo.collapse}
      onClick={() => fold(!folded)}
      data-testid="demo-fold"
    >
      {folded && t.demo.tray} <Icon name={folded ? 'chevron-up' : 'chevron'} />
    </Button>
  )
  if (folded)
    return (
      <aside className={`${css.tray} ${css.folded}`} aria-label={t.demo.tray} data-testid="demo-tray">
        {folder}
      </aside>
    )
  return (
    <aside className={css.tray} aria-label={t.demo.tray} data-testid="demo-tray" inert={disabled}>
      {qr && (
        <figure className={css.qr}>
          <img src={qr.image} alt={t.demo.qrOf(qr.persona)} data-testid="demo-qr-image" />
          <figcaption>{t.demo.qrOf(qr.persona)}</figcaption>
        </figure>
      )}
      <PersonaList
        demo={demo}
        chosen={chosen.id}
        onChoose={id => {
          choose(id)
          setQr(undefined)
        }}
      />
      <div className={css.actions}>
        <Button className={css.main} onClick={() => void scan()} data-testid="demo-scan">
          <Icon name="qr" /> {t.demo.scanQr}
        </Button>
        <Button
          className={css.main}
          // Not `disabled`: that would throw the focus of a keyboard out of the tray.
          onClick={() => demo.placed !== chosen.id && void call('demo.place', { persona: chosen.id })}
          aria-disabled={demo.placed === chosen.id}
          data-testid="demo-place"
        >
          <Icon name="card" /> {t.demo.place}
        </Button>
        <Button
          onClick={() => demo.placed && void call('demo.remove', {})}
          aria-disabled={!demo.placed}
          data-testid="demo-remove"
        >
          <Icon name="lift" /> {t.demo.remove}
        </Button>
        <Button onClick={() => void toggleQr()} aria-expanded={qr !== undefined} data-testid="demo-qr">
          {qr ? t.demo.hideQr : t.demo.showQr}
        </Button>
        <Button
          role="switch"
          aria-checked={demo.registryOnline}
          onClick={() => void call('demo.registry', { online: !demo.registryOnline })}
          data-testid="demo-registry"
        >
          <Icon name={demo.registryOnline ? 'cloud' : 'cloud-off'} />
          {demo.registryOnline ? t.demo.registryOn : t.demo.registryOff}
        </Button>
        {folder}
      </div>
    </aside>
  )
}
