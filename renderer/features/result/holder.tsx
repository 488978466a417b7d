import type { ReactNode } from 'react'
import { evidenceLevels } from '../../../main/protocol/checks.ts'
import { maskedNumber, numberFields } from '../../../main/protocol/masked-number.ts'
import type { DocumentField, FieldId } from '../../../main/protocol/report.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { EvidenceMark } from '../../ui/evidence-mark.tsx'
import { fieldText } from '../../ui/formats.ts'
import { CopyField } from '../behind/copy-field.tsx'
import { useCopying } from '../behind/copying.tsx'
import { moveAmongCopies } from '../behind/move-among-copies.ts'
import { ShownNumber } from '../visit/shown-number.tsx'
import css from './holder.module.css'
import { type ShownField, shownFields } from './shown-fields.ts'

const wide: ReadonlySet<FieldId> = new Set(['placeOfOrigin', 'placeOfResidence', 'personalMarks'])
const none: ReadonlySet<string> = new Set()
const leading: ReadonlySet<FieldId> = new Set(['fullName', 'personalNumber'])

/** The person on the card: picture, name and number large, every value with how far it is proven. */
export function Holder({
  fields,
  face,
  altered = none,
}: {
  readonly fields: readonly DocumentField[]
  readonly face: ReactNode
  /** Sources that are not what was signed. */
  readonly altered?: ReadonlySet<string>
}) {
  const t = useWords()
  const shown = shownFields(fields)
  const name = shown.find(field => field.id === 'fullName')
  const number = shown.find(field => field.id === 'personalNumber')
  const rest = shown.filter(field => !leading.has(field.id))
  const first = name ?? number ?? rest[0]
  return (
    <div className={css.holder}>
      {face}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons within */}
      <div className={css.who} onKeyDown={moveAmongCopies}>
        {shown.length === 0 && <p className={css.nothing}>{t.result.noFields}</p>}
        <dl className={css.leading}>
          {name && <Field field={name} look={css.name} altered={altered} first={name === first} />}
          {number && <Field field={number} look={css.number} altered={altered} first={number === first} />}
        </dl>
        <dl className={css.grid}>
          {rest.map(field => (
            <Field
              key={field.id}
              field={field}
              look={wide.has(field.id) ? css.wide : undefined}
              altered={altered}
              first={field === first}
            />
          ))}
        </dl>
        <Legend
          fields={shown.filter(({ best }) => !altered.has(best.source))}
          altered={shown.some(({ best }) => altered.has(best.source))}
        />
      </div>
    </div>
  )
}

/** What the words beside the values mean; only those on this screen. */
function Legend({ fields, altered }: { readonly fields: readonly ShownField[]; readonly altered: boolean }) {
  const t = useWords()
  const levels = evidenceLevels.filter(level => fields.some(({ best }) => best.level === level)).toReversed()
  const words = [...(altered ? [t.alteredField] : []), ...levels.map(level => t.levels[level])]
  return (
    <dl className={css.legend} aria-label={t.about.legend} data-testid="legend">
      {words.map(({ word, tip }) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{tip}</dd>
        </div>
      ))}
    </dl>
  )
}

function Field({
  field,
  look,
  altered,
  first,
}: {
  readonly field: ShownField
  readonly look: string | undefined
  readonly altered: ReadonlySet<string>
  readonly first: boolean
}) {
  const t = useWords()
  const { id, best, others } = field
  const digits = numberFields.has(id)
  const masked = useStation().state?.rules?.masked === true && digits
  const copying = useCopying()
  return (
    <div className={`${css.field} ${look ?? ''}`}>
      <dt className={css.label}>
        {t.fields[id]}
        <EvidenceMark level={best.level} source={t.from(t.sources[best.source])} altered={altered.has(best.source)} />
      </dt>
      <dd className={css.value} data-testid={`field-${id}`} data-level={best.level} data-source={best.source}>
        {digits ? (
          <ShownNumber text={best.value} onShown={shown => copying?.uncover(best.value, shown)} />
        ) : (
          fieldText(best, t)
        )}
        <CopyField field={best} first={first} />
      </dd>
      {others.map(other => (
        <dd key={other.source} className={css.other} data-testid={`other-${id}`}>
          {t.alsoSays(t.sources[other.source], masked ? maskedNumber(other.value) : fieldText(other, t))}
        </dd>
      ))}
    </div>
  )
}
