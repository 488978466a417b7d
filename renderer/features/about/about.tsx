import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import css from './about.module.css'

interface Props {
  readonly state: StationState
  onHelp(): void
  onClose(): void
}

/** What this program is, in which version, at which desk, and what it trusts. */
export function About({ state, onHelp, onClose }: Props) {
  const t = useWords()
  const { anchors, test } = state.trust
  return (
    <Page title={t.about.title} onClose={onClose} testId="about">
      <p className={css.what}>{t.about.what}</p>
      <dl className={css.facts}>
        <div>
          <dt>{t.about.version}</dt>
          <dd>{state.version}</dd>
        </div>
        <div>
          <dt>{t.about.desk}</dt>
          <dd>
            {state.desk.name} ({state.desk.id})
          </dd>
        </div>
        <div>
          <dt>{t.about.anchors}</dt>
          <dd>
            {anchors === 0 ? t.about.noAnchors : t.details.anchorsValue(anchors, test)}
            {test && <p>{t.result.testAnchorTip}</p>}
          </dd>
        </div>
        {state.demo && (
          <div>
            <dt>{t.demo.banner}</dt>
            <dd>
              {t.demo.bannerMore}, {state.demo.reader === 'pcsc' ? t.demo.readerPcsc : t.demo.readerInProcess}
            </dd>
          </div>
        )}
        <div>
          <dt>{t.about.licence}</dt>
          <dd>{t.about.licenceValue}</dd>
        </div>
      </dl>
      <Button className={css.help} onClick={onHelp} shortcut="F1" data-testid="about-help">
        <Icon name="search" /> {t.about.help}
      </Button>
    </Page>
  )
}
