import type { StationState } from '../../../main/protocol/station.ts'
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

/** People first, then the cards that should fail, in one row that scrolls by wheel, finger and Tab. */
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
  return (
    <div
      className={css.row}
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
  const [title, sub] = hostile ? [note, name] : [name, note]
  return (
    <button
      type="button"
      className={css.persona}
      aria-pressed={chosen}
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
      <span className={css.note}>{sub}</span>
    </button>
  )
}
