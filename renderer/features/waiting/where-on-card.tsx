import { useWords } from '../../i18n/language.tsx'
import type { WaitingCounter } from './need.ts'
import css from './where-on-card.module.css'

export type Wanted = NonNullable<WaitingCounter['needs']>

/** Millimetres on a card of 85.6 by 54. */
type Place = readonly [x: number, y: number, width: number, height: number]
type Side = 'front' | 'back'

/** Where each thing stands, on the card of 2021 and on that of 2024. */
const places: Readonly<Record<Wanted, readonly [readonly [Side, Place], readonly [Side, Place]]>> = {
  can: [
    ['front', [28, 16.5, 42, 6.5]],
    ['front', [30, 22, 42, 6.5]],
  ],
  birth: [
    ['front', [28, 27.6, 42, 5]],
    ['front', [30, 36.5, 42, 5]],
  ],
  expiry: [
    ['front', [3, 37.5, 23, 7.5]],
    ['back', [3, 20, 38, 5]],
  ],
  mrz: [
    ['back', [2.5, 36, 80.6, 15.5]],
    ['back', [2.5, 36, 80.6, 15.5]],
  ],
}

/** Two drawn cards, old and new, with the one place on them that is asked for. The words beside them say it too. */
export function WhereOnCard({ wanted }: { readonly wanted: Wanted }) {
  const t = useWords()
  const [old, recent] = places[wanted]
  return (
    <figure className={css.where} data-testid="where-on-card" data-wanted={wanted}>
      <div className={css.cards} aria-hidden="true">
        <Card side={old[0]} place={old[1]} recent={false} name={t.waiting.where.card2021} />
        <Card side={recent[0]} place={recent[1]} recent name={t.waiting.where.card2024} />
      </div>
      <figcaption>{t.waiting.where[wanted]}</figcaption>
    </figure>
  )
}

function Card({
  side,
  place: [x, y, width, height],
  recent,
  name,
}: {
  readonly side: Side
  readonly place: Place
  readonly recent: boolean
  readonly name: string
}) {
  const t = useWords()
  return (
    <div className={css.card}>
      <svg viewBox="-1 -1 87.6 56" className={css.drawing} aria-hidden="true">
        <rect className={css.face} width="85.6" height="54" rx="3.2" />
        {side === 'front' ? <Front recent={recent} /> : <Back recent={recent} />}
        <rect className={css.mark} x={x} y={y} width={width} height={height} rx="1.4" />
      </svg>
      <p className={css.name}>
        {name}, {t.waiting.where[side]}
      </p>
    </div>
  )
}

function Front({ recent }: { readonly recent: boolean }) {
  const down = recent ? 5 : 0
  return (
    <>
      <path className={css.line} d="M30 7h30M33 11h24" />
      <rect className={css.block} x="3.6" y={4 + down / 2} width="22" height="29" rx="1.5" />
      <path
        className={css.head}
        d={`M14.6 ${17 + down / 2}a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM6 ${33 + down / 2}c0-9 4-13 8.6-13s8.6 4 8.6 13z`}
      />
      <path className={css.number} d={`M31 ${19.8 + down}h30`} />
      <path
        className={css.line}
        d={`M30 ${25 + down}h40M30 ${30 + down * 1.8}h34M30 ${36 + down * 1.6}h24M30 ${41 + down}h44`}
      />
      {recent ? (
        <path className={css.line} d="M30 50h40" />
      ) : (
        <path className={css.line} d="M30 46h40M5 40h12M5 43h18" />
      )}
      {!recent && <Code x={66} y={4} size={15.5} />}
    </>
  )
}

function Back({ recent }: { readonly recent: boolean }) {
  return (
    <>
      <path className={css.line} d={recent ? 'M5 5h40M5 9.5h46M5 14h34M5 18h26M5 22.5h30' : 'M5 5h44M5 9h40M5 14h30'} />
      <rect className={css.block} x="5" y={recent ? 25.5 : 19} width="11" height="9" rx="1.5" />
      {recent ? <Code x={70} y={5} size={11} /> : <path className={css.line} d="M27 21h24M31 31h16M58 8v16M70 8v16" />}
      <path className={css.zone} d="M5 39.5h75.6M5 44h75.6M5 48.5h75.6" />
    </>
  )
}

function Code({ x, y, size }: { readonly x: number; readonly y: number; readonly size: number }) {
  const eye = size * 0.3
  const eyes = [
    [x, y],
    [x + size - eye, y],
    [x, y + size - eye],
  ] as const
  return (
    <g className={css.code}>
      {eyes.map(([left, top]) => (
        <rect key={`${left} ${top}`} x={left + 0.4} y={top + 0.4} width={eye - 0.8} height={eye - 0.8} />
      ))}
      <path
        d={`M${x + size * 0.55} ${y + size * 0.5}h${size * 0.4}M${x + size * 0.5} ${y + size * 0.75}h${size * 0.45}`}
      />
    </g>
  )
}
