import { useMemo } from 'react'
import { rosette } from '../../ui/guilloche.ts'
import css from './desk-scene.module.css'
import type { Need } from './need.ts'

/** Reader pad, card and rosette: where the card must go, or that the code on it is wanted. Decoration; the words say it too. */
export function DeskScene({ need }: { readonly need: Need }) {
  const lines = useMemo(() => [...rosette(14, 12, 0.16), ...rosette(9, 7, 0.34).slice(0, 9)], [])
  const onPad = need === 'number' || need === 'nothing' || need === 'attention' || need === 'mrz' || need === 'lift'
  return (
    <>
      <svg className={css.rosette} viewBox="-102 -102 204 204" aria-hidden="true">
        {lines.map(line => (
          <path key={line.slice(0, 24)} d={line} />
        ))}
      </svg>
      <svg className={css.scene} viewBox="0 0 420 300" aria-hidden="true" data-need={need}>
        <g className={css.pad}>
          <path className={css.padSide} d="M70 214h280v26a18 18 0 0 1-18 18H88a18 18 0 0 1-18-18z" />
          <rect className={css.padTop} x="70" y="150" width="280" height="92" rx="20" />
          {!onPad && (
            <path
              className={css.waves}
              d="M186 214a34 34 0 0 1 48 0M168 198a60 60 0 0 1 84 0M150 182a86 86 0 0 1 120 0"
            />
          )}
        </g>
        <g className={`${css.card} ${onPad ? css.onPad : ''} ${need === 'reader' ? css.away : ''}`}>
          <rect className={css.cardFace} x="102" y="34" width="216" height="134" rx="13" />
          <path className={css.cardLine} d="M172 66h122M172 84h94M172 102h108M120 142h92" />
          <rect className={css.photo} x="120" y="60" width="38" height="48" rx="4" />
          <path className={css.head} d="M139 82a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM126 104c1-10 6-15 13-15s12 5 13 15z" />
          <g className={need === 'number' ? `${css.qr} ${css.wanted}` : css.qr}>
            <path d="M262 116h14v14h-14zM286 116h14v14h-14zM262 140h14v14h-14z" />
            <path className={css.dots} d="M284 138h6v6h-6zM294 138h6v6h-6zM284 148h6v6h-6zM294 148h6v6h-6z" />
          </g>
          {need === 'number' && <path className={css.beam} d="M254 135h54" />}
        </g>
      </svg>
    </>
  )
}
