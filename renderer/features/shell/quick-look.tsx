import { useWords } from '../../i18n/language.tsx'
import { nextOf } from '../../preferences/next-of.ts'
import { textSizes, themes } from '../../preferences/preferences.ts'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { Icon } from '../../ui/icon.tsx'
import css from './header.module.css'

const shownThemes = ['system', ...themes] as const

/** Text size and background where nobody is signed in: whoever comes must be able to read before they can choose in the settings. */
export function QuickLook() {
  const { display: t } = useWords()
  const { preferences, change } = usePreferences()
  const at = textSizes.indexOf(preferences.textSize)
  const step = (by: number) => {
    const textSize = textSizes[at + by]
    if (textSize !== undefined) change({ textSize })
  }
  const now = t.themes[preferences.theme]
  return (
    <fieldset className={css.look} aria-label={t.quick.label} data-testid="quick-look">
      <button
        type="button"
        className={`${css.tab} ${css.smaller}`}
        aria-label={`A−, ${t.quick.smaller}`}
        title={t.quick.smaller}
        disabled={at <= 0}
        onClick={() => step(-1)}
        data-testid="text-smaller"
      >
        A−
      </button>
      <button
        type="button"
        className={`${css.tab} ${css.larger}`}
        aria-label={`A+, ${t.quick.larger}`}
        title={t.quick.larger}
        disabled={at >= textSizes.length - 1}
        onClick={() => step(1)}
        data-testid="text-larger"
      >
        A+
      </button>
      <button
        type="button"
        className={css.tab}
        aria-label={t.quick.theme(now)}
        title={t.quick.theme(now)}
        onClick={() => change({ theme: nextOf(shownThemes, preferences.theme) })}
        data-testid="theme-next"
      >
        <Icon name="theme" />
      </button>
    </fieldset>
  )
}
