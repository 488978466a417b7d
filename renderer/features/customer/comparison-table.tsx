import type { Act } from '../../../main/protocol/act.ts'
import type { TextPiece } from '../../../main/protocol/changed-words.ts'
import { numberFields } from '../../../main/protocol/masked-number.ts'
import type { DocumentField } from '../../../main/protocol/report.ts'
import { minuteInVietnam } from '../../../main/protocol/written-time.ts'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import { Hidden } from '../../ui/hidden.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { maskedPieces } from '../visit/masked-pieces.ts'
import { type ComparisonRow, comparisonRows, type RowTone, worstTone } from './comparison-rows.ts'
import css from './customer.module.css'
import { groupedAmount } from './customer-draft.ts'

interface Props {
  readonly act: Extract<Act, { kind: 'customer' }>
  /** As read: what the desk does not keep is there while the citizen is. */
  readonly document: readonly DocumentField[]
}

/** What differs first, marked by colour, icon and word; what is the same is one folded line. */
export function ComparisonTable({ act, document }: Props) {
  const t = useWords()
  const { open, same } = comparisonRows(act.rows, t, document)
  const tone = worstTone(open)
  const worst = open.filter(row => row.tone === tone).length
  const title = {
    red: t.customer.differs(worst),
    yellow: t.customer.toLookAt(worst),
    quiet: same.length > 0 ? t.customer.allSame : t.customer.nothing,
  }
  const light = { red: 'red', yellow: 'yellow', quiet: same.length > 0 ? 'green' : 'grey' } as const
  const time = minuteInVietnam(act.at)
  return (
    <div className={`${css.compared} ${css[tone]}`} data-testid="customer-comparison" data-tone={tone}>
      <p className={css.verdict}>
        <LightIcon light={light[tone]} />
        {title[tone]}
      </p>
      <p className={css.about}>
        {[
          act.customerNumber && `${t.customer.number} ${act.customerNumber}`,
          act.amount !== undefined && `${groupedAmount(String(act.amount), t.locale)} ₫`,
          act.origin === 'core' && t.customer.fromCore,
          time && t.customer.compared(time),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {open.length > 0 && <Rows rows={open} />}
      {same.length > 0 && (
        <details className={css.same} data-testid="customer-same">
          <summary>
            <Icon name="check" /> {t.customer.same(same.length)}
          </summary>
          <ul>
            {same.map(field => (
              <li key={field}>
                <Icon name="check" size="1em" /> {t.fields[field]}: {t.customer.results.same}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

const icons: Record<RowTone, IconName> = { red: 'cross', yellow: 'warning', quiet: 'dash' }

function Rows({ rows }: { readonly rows: readonly ComparisonRow[] }) {
  const t = useWords()
  const masked = useStation().state?.rules?.masked
  const shown = ({ field }: ComparisonRow, pieces: readonly TextPiece[]) =>
    masked && numberFields.has(field) ? maskedPieces(pieces) : pieces
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{t.customer.field}</th>
          <th scope="col">{t.customer.ours}</th>
          <th scope="col">{t.customer.card}</th>
          <th scope="col">{t.customer.registry}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.field} className={css[`${row.tone}Row`]} data-testid={`row-${row.field}`} data-tone={row.tone}>
            <th scope="row">
              {t.fields[row.field]}
              <span className={css.kind}>
                <Icon name={icons[row.tone]} size="1.1em" /> {t.customer.results[row.result]}
              </span>
            </th>
            <Value pieces={shown(row, row.customer)} absent={row.result === 'same'} />
            <Value pieces={shown(row, row.card)} absent={row.result === 'same'} />
            <td className={row.registry === false ? css.against : css.register}>
              {row.registry === undefined
                ? t.customer.registryNotAsked
                : row.registry
                  ? t.customer.registryAgrees
                  : t.customer.registryDiffers}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ pieces, absent }: { readonly pieces: readonly TextPiece[]; readonly absent: boolean }) {
  const t = useWords()
  if (pieces.length === 0)
    return <td className={css.register}>{absent ? t.customer.results.same : t.customer.notSaid}</td>
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
    </td>
  )
}
