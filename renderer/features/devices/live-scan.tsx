import type { Scanners } from '../../../main/protocol/scanners.ts'
import { useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { type LastScanWords, lastScanWords } from './last-scan.ts'
import css from './live-scan.module.css'

const icons: Readonly<Record<LastScanWords['kind'], IconName>> = { card: 'card', other: 'qr', damaged: 'warning' }

/** Any code, to see that it arrives whole. */
export function LiveScan({ scanners: { scanners, last } }: { readonly scanners: Scanners }) {
  const t = useWords()
  const { test } = t.devices
  const ready = scanners.some(({ attached }) => attached)
  return (
    <section
      data-testid="live-scan"
      data-seen={last && (last.refused ? (last.refused.seen ?? last.refused.tag) : 'card')}
    >
      <h2>{test.title}</h2>
      <div role="status">
        {last ? (
          // A new code begins the highlight anew.
          <Seen key={last.at} words={lastScanWords(last, scanners, t)} notUtf8={last.notUtf8} />
        ) : (
          <p className={css.empty}>
            <Icon name="qr" size="2.25em" />
            <span>{ready ? test.waiting : test.noScanner}</span>
          </p>
        )}
      </div>
      <p className={css.note}>
        {test.neverText} {test.alsoAtCounter}
      </p>
    </section>
  )
}

function Seen({ words: { kind, title, line, facts }, notUtf8 }: { words: LastScanWords; notUtf8: boolean }) {
  const { test } = useWords().devices
  return (
    <div className={`${css.seen} ${css[kind]}`}>
      <Icon name={icons[kind]} size="2.25em" />
      <div className={css.what}>
        <p className={css.title}>{title}</p>
        <p>{line}</p>
      </div>
      <dl className={css.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {notUtf8 && (
        <div className={css.hint} data-testid="set-utf8">
          <Icon name="warning" size="1.4em" />
          <p>
            <strong>{test.setUtf8}</strong> {test.setUtf8Line}
          </p>
        </div>
      )}
    </div>
  )
}
