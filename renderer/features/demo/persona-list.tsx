import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './persona-list.module.css'

type Demo = NonNullable<StationState['demo']>
type Persona = Demo['personas'][number]

interface Props {
  readonly demo: Demo
  readonly chosen: string
  onChoose(id: string): void
}

/** People first, then the cards that should fail, in one row: one stop of Tab, arrows within, Enter to choose. */
export function PersonaList({ demo, chosen, onChoose }: Props) {
  const t = useWords()
  const row = (persona: Persona) => (
    <li key={persona.id}>
      <PersonaCard
        persona={persona}
        chosen={persona.id === chosen}
        placed={persona.id === demo.placed}
        onChoose={onChoose}
      />
    </li>
  )
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the card chosen last comes into sight
  useEffect(() => {
    const row = list.current
    const card = row?.querySelector('[aria-pressed="true"]')
    if (row && card) row.scrollLeft += beyond(row.getBoundingClientRect(), card.getBoundingClientRect())
  }, [chosen])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot scroll its row
    <div
      role="group"
      aria-label={t.demo.tray}
      ref={list}
      className={css.row}
      data-wide
      onKeyDown={moveByArrows}
      onWheel={event => {
        event.currentTarget.scrollLeft += event.deltaY
      }}
    >
      <ul className={css.people} aria-label={t.demo.personas}>
        {demo.personas.filter(({ hostile }) => !hostile).map(row)}
      </ul>
      <ul className={css.people} aria-label={t.demo.hostile}>
        {demo.personas.filter(({ hostile }) => hostile).map(row)}
      </ul>
    </div>
  )
}

/** How far the row has to move for the card to be in it; the page around it does not move for that. */
function beyond(row: DOMRect, card: DOMRect): number {
  if (card.left < row.left) return card.left - row.left
  return Math.max(0, card.right - row.right)
}

function moveByArrows(event: KeyboardEvent<HTMLDivElement>) {
  const cards = [...event.currentTarget.querySelectorAll('button')]
  const at = cards.findIndex(card => card.contains(event.target as Node))
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: cards.length - 1 }[event.key]
  const next = to === undefined ? undefined : cards[to]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

interface CardProps {
  readonly persona: Persona
  readonly chosen: boolean
  readonly placed: boolean
  onChoose(id: string): void
}

function PersonaCard({ persona, chosen, placed, onChoose }: CardProps) {
  const t = useWords()
  const { language } = useLanguage()
  const { id, name, hostile } = persona
  const note = language === 'vi' ? persona.note : persona.noteEn
  // Cards that should fail are all of the same person: there the fault is the name.
  const [title, sub] = hostile ? [note, undefined] : [name, note]
  return (
    <button
      type="button"
      className={css.persona}
      aria-pressed={chosen}
      tabIndex={chosen ? 0 : -1}
      onClick={() => onChoose(id)}
      title={`${name} – ${note}`}
      data-testid={`demo-persona-${id}`}
      data-hostile={hostile}
      data-placed={placed}
    >
      <span className={css.name}>
        <Icon name={placed ? 'reader' : hostile ? 'warning' : 'card'} />
        <span className={css.text}>{title}</span>
        {placed && <Hidden>, {t.demo.onReader}</Hidden>}
      </span>
      {sub && <span className={css.note}>{sub}</span>}
    </button>
  )
}
