import { languages, useLanguage, useWords } from '../../i18n/language.tsx'
import { type Preferences, textSizes, themes } from '../../preferences/preferences.ts'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Digits } from '../../ui/digits.tsx'
import { LightIcon } from '../../ui/light.tsx'
import css from './display.module.css'
import { SoundChoice } from './sound-choice.tsx'

const shownThemes = ['system', ...themes] as const satisfies readonly Preferences['theme'][]

/** How the screen looks, sounds and is written on, for whoever sits here; it holds from the moment it is chosen. */
export function Display() {
  const { display: t } = useWords()
  const { language, choose } = useLanguage()
  const { preferences, change } = usePreferences()
  return (
    <div className={css.display} data-testid="display">
      <p className={css.kept}>{t.kept}</p>
      <Choices
        legend={t.theme}
        options={shownThemes.map(id => ({ id, text: <Swatch theme={id} text={t.themes[id]} /> }))}
        chosen={preferences.theme}
        onChoose={theme => change({ theme })}
        testId="theme"
      />
      <div>
        <Choices
          legend={t.textSize}
          options={textSizes.map(id => ({ id, text: `${id} %` }))}
          chosen={preferences.textSize}
          onChoose={textSize => change({ textSize })}
          testId="text-size"
        />
        <Sample />
      </div>
      <Choices
        legend={t.language}
        options={(['vi', 'en'] as const).map(id => ({ id, text: languages[id].languageName, lang: id }))}
        chosen={language}
        onChoose={choose}
        testId="display-language"
      />
      <Choices
        legend={t.motion}
        options={(['system', 'reduced'] as const).map(id => ({ id, text: t.motions[id] }))}
        chosen={preferences.motion}
        onChoose={motion => change({ motion })}
        testId="motion"
      />
      <SoundChoice />
      <Choices
        legend={t.keypad}
        options={(['auto', 'off'] as const).map(id => ({ id, text: t.keypads[id] }))}
        chosen={preferences.keypad}
        onChoose={keypad => change({ keypad })}
        testId="keypad-choice"
      />
    </div>
  )
}

/** Paper and ink of a theme, as it would be. */
function Swatch({ theme, text }: { readonly theme: Preferences['theme']; readonly text: string }) {
  return (
    <>
      <span className={css.swatch} data-swatch={theme} aria-hidden="true">
        Aa
      </span>
      {text}
    </>
  )
}

/** What a clerk reads most, in the size chosen. The person is invented. */
function Sample() {
  const { display: t } = useWords()
  return (
    <figure className={css.sample} data-testid="text-sample">
      <figcaption className={css.caption}>{t.sample}</figcaption>
      <p className={css.verdict}>
        <LightIcon light="green" /> {t.sampleVerdict}
      </p>
      <p className={css.name}>Nguyễn Thị Thử Nghiệm</p>
      <p className={css.number}>
        <Digits text="999190000001" />
      </p>
      <p>{t.sampleAddress}</p>
    </figure>
  )
}
