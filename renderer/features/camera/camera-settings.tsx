import { useMemo, useState } from 'react'
import { useWords } from '../../i18n/language.tsx'
import { Button } from '../../ui/button.tsx'
import { type CameraRange, capabilitiesOf, constraintOf, controlsOf, setOnCamera } from './camera-controls.ts'
import css from './camera-scan.module.css'

/** Light, zoom, focus and brightness, as far as this camera has them; most have none. */
export function CameraSettings({ track }: { readonly track: MediaStreamTrack }) {
  const t = useWords()
  const { torch, ranges } = useMemo(() => controlsOf(capabilitiesOf(track), { ...track.getSettings() }), [track])
  const [lit, setLit] = useState(false)
  if (!torch && ranges.length === 0) return null
  const light = () => {
    setOnCamera(track, constraintOf('torch', !lit))
    setLit(!lit)
  }
  return (
    <div className={css.settings} data-testid="camera-settings">
      {torch && (
        <Button onClick={light} aria-pressed={lit}>
          {lit ? t.camera.torchOff : t.camera.torchOn}
        </Button>
      )}
      {ranges.map(range => (
        <Slider key={range.name} range={range} track={track} />
      ))}
    </div>
  )
}

function Slider({ range, track }: { readonly range: CameraRange; readonly track: MediaStreamTrack }) {
  const t = useWords()
  const [value, setValue] = useState(range.value)
  const [auto, setAuto] = useState(range.auto)
  return (
    <div className={css.setting}>
      <label className={css.sliderLabel}>
        {t.camera[range.name]}
        <input
          type="range"
          min={range.min}
          max={range.max}
          step={range.step}
          value={value}
          onChange={event => {
            const next = Number(event.target.value)
            setValue(next)
            setAuto(false)
            setOnCamera(track, constraintOf(range.name, next))
          }}
        />
      </label>
      {range.auto && !auto && (
        <Button
          onClick={() => {
            setAuto(true)
            setOnCamera(track, constraintOf(range.name, 'auto'))
          }}
        >
          {t.camera.focusAuto}
        </Button>
      )}
    </div>
  )
}
