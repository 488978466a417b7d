import type { TextPiece } from '../../../main/protocol/changed-words.ts'
import { numberFields } from '../../../main/protocol/masked-number.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { maskedPieces } from '../visit/masked-pieces.ts'
import type { DifferencePanel, DifferenceRow } from './difference-rows.ts'
import css from './differences.module.css'

/**
 * What was declared beside what the chip says, the changed words marked. Open where something is different; folded away where it is a matter of marks and
 * words.
 */
export function Differences({ panel }: { readonly panel: DifferencePanel }) {
  const t = useWords()
  if (panel.tone !== 'quiet')
    return (
      <section className={`${css.panel} ${css[panel.tone]}`} data-testid="differences" data-tone={panel.tone}>
        <h2 className={css.title}>
          <LightIcon light={panel.tone} />
          {panel.title}
        </h2>
        <Table panel={panel} />
      </section>
    )
  return (
    <details className={`${css.panel} ${css.quiet}`} data-testid="differences" data-tone="quiet">
      <summary className={css.summary}>
        {panel.title}: {panel.rows.map(({ label }) => label.toLocaleLowerCase(t.locale)).join(', ')}
      </summary>
      <Table panel={panel} />
    </details>
  )
}

function Table({ panel }: { readonly panel: DifferencePanel }) {
  const t = useWords()
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t.differences.field}</th>
          <th scope="col">
            {t.differences.declared} {panel.source && <span className={css.source}>({panel.source})</span>}
          </th>
          <th scope="col">{t.differences.chip}</th>
        </tr>
      </thead>
      {panel.rows.map(row => (
        <Row key={row.field} row={row} />
      ))}
    </table>
  )
}

const icons: Record<DifferenceRow['weight'], IconName> = { contradiction: 'cross', notable: 'warning', minor: 'dash' }

function Row({ row }: { readonly row: DifferenceRow }) {
  const { field, label, weight, kind, note, declared, chip, group } = row
  const masked = useStation().state?.rules?.masked === true && numberFields.has(field)
  const shown = (pieces: readonly TextPiece[]) => (masked ? maskedPieces(pieces) : pieces)
  return (
    <tbody className={css[weight]} data-testid={`difference-${field}`} data-weight={weight}>
      <tr>
        <th scope="row" rowSpan={note ? 2 : 1}>
          {label}
          <span className={css.kind}>
            <Icon name={icons[weight]} size="1.1em" /> {kind}
          </span>
        </th>
        <Value pieces={shown(declared)} />
        <Value pieces={shown(chip)} group={group} />
      </tr>
      {note && (
        <tr className={css.note}>
          <td colSpan={2}>{note}</td>
        </tr>
      )}
    </tbody>
  )
}

function Value({ pieces, group }: { readonly pieces: readonly TextPiece[]; readonly group?: string }) {
  const t = useWords()
  return (
    <td>
      <bdi className={css.value}>
        {pieces.map(({ text, changed }, i) =>
          changed ? (
            // Runs have no identity but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <mark key={i} className={css.changed}>
              {text}
              <Hidden> ({t.differences.changed})</Hidden>
            </mark>
          ) : (
            text
          ),
        )}
      </bdi>
      {group && <span className={css.source}> {group}</span>}
    </td>
  )
}
