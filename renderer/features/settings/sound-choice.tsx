import { lights } from '../../../main/protocol/checks.ts'
import { useWords } from '../../i18n/language.tsx'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/choices.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LightIcon } from '../../ui/light.tsx'
import { playSound } from '../sound/play-sound.ts'
import css from './display.module.css'

/** Whether verdicts are heard, and what each of them sounds like, to be learnt before the first one comes. */
export function SoundChoice() {
  const { display: t } = useWords()
  const { preferences, change } = usePreferences()
  return (
    <div>
      <Choices
        legend={t.sound}
        options={(['on', 'off'] as const).map(id => ({ id, text: t.sounds[id] }))}
        chosen={preferences.sound ? 'on' : 'off'}
        onChoose={id => change({ sound: id === 'on' })}
        testId="sound"
      />
      <p className={css.try}>{t.try}</p>
      <div className={css.tries}>
        {lights.map(light => (
          <Button key={light} onClick={() => playSound(light)} data-testid={`sound-try-${light}`}>
            <LightIcon light={light} /> {t.lights[light]}
          </Button>
        ))}
        <Button onClick={() => playSound('card')} data-testid="sound-try-card">
          <Icon name="card" /> {t.card}
        </Button>
      </div>
    </div>
  )
}
