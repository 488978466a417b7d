import { useWords } from '../../i18n/language.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'
import type { View } from '../shell/view.ts'
import css from './more.module.css'

type MoreView = keyof ReturnType<typeof useWords>['pages']['titles'] & View

const groups = {
  desk: [
    ['display', 'eye'],
    ['devices', 'scanner'],
    ['desk', 'counter'],
    ['network', 'cloud'],
    ['printing', 'print'],
  ],
  inspection: [
    ['diagnostics', 'check'],
    ['trust', 'card'],
    ['audit', 'book'],
    ['accounts', 'person'],
  ],
  help: [
    ['help', 'search'],
    ['about', 'about'],
  ],
} as const satisfies Record<string, readonly (readonly [MoreView, IconName])[]>

const keys: Partial<Record<MoreView, string>> = { diagnostics: 'F9', help: 'F1' }

/** Whatever has no place in the header, each with what it is for. */
export function More({ setView }: { setView(view: View): void }) {
  const { pages } = useWords()
  return (
    <Page title={pages.more.title} onClose={() => setView('counter')} testId="more">
      {(Object.keys(groups) as (keyof typeof groups)[]).map(group => (
        <section key={group} className={css.group}>
          <h2 className={css.title}>{pages.more[group]}</h2>
          <ul className={css.tiles}>
            {groups[group].map(([view, icon]) => (
              <li key={view}>
                <button type="button" className={css.tile} onClick={() => setView(view)} data-testid={`${view}-open`}>
                  <Icon name={icon} size="1.75em" />
                  <span className={css.words}>
                    <span className={css.name}>{pages.titles[view]}</span>
                    <span className={css.says}>{pages.says[view]}</span>
                  </span>
                  {keys[view] && <kbd className={css.key}>{keys[view]}</kbd>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
