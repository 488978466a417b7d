import { evidenceLevels, lights } from '../../../main/protocol/checks.ts'
import type { StationState } from '../../../main/protocol/station.ts'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { EvidenceMark } from '../../ui/evidence-mark.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './about.module.css'

export function About({ state, onClose }: { readonly state: StationState; readonly onClose: () => void }) {
  const t = useWords()
  const { anchors, test } = state.trust
  const keys: [string, string][] = [
    ['Enter', t.about.keyEnter],
    ['Esc', t.about.keyEsc],
    ['F2', t.about.keyF2],
    ['F3', t.about.keyF3],
    ['F4', t.desk.documents.title],
    ['F8', t.behind.copy.all],
    ['F10', t.desk.lists.open],
    ['Ctrl+Enter', t.desk.texts.decisions.served],
    ['Ctrl+S', t.desk.handOver.send],
  ]
  return (
    <div className={css.about} data-testid="about">
      <section className={css.lead}>
        <h1 className={css.title}>{t.about.title}</h1>
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
        <Button className={css.back} onClick={onClose} shortcut="Esc" data-testid="about-close">
          <Icon name="back" /> {t.history.back}
        </Button>
      </section>
      <section className={css.legend}>
        <h2>{t.about.legend}</h2>
        <ul>
          {evidenceLevels.map(level => (
            <li key={level}>
              <EvidenceMark level={level} />
              <p>{t.levels[level].tip}</p>
            </li>
          ))}
        </ul>
        <h2>{t.about.lights}</h2>
        <ul>
          {lights.map(light => (
            <li key={light}>
              <LightIcon light={light} />
              <p>{t.about.lightWords[light]}</p>
            </li>
          ))}
        </ul>
        <h2>{t.about.keys}</h2>
        <ul>
          {keys.map(([key, what]) => (
            <li key={key}>
              <kbd>{key}</kbd>
              <p>{what}</p>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
