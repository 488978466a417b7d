import { useEffect, useRef } from 'react'
import type { StationState } from '../../../main/protocol/station-state.ts'
import { useStation } from '../../connection/station-context.tsx'
import { usePreferences } from '../../preferences/preferences-context.tsx'
import { playSound } from './play-sound.ts'
import { soundBetween } from './sound-between.ts'

/** Lets verdicts be heard, each once, where whoever sits here wants it. */
export function Sounds() {
  const { state } = useStation()
  const { sound } = usePreferences().preferences
  const before = useRef<StationState>(undefined)
  const wanted = useRef(sound)
  wanted.current = sound
  useEffect(() => {
    if (!state) return
    const heard = soundBetween(before.current, state)
    before.current = state
    if (heard && wanted.current) playSound(heard)
  }, [state])
  return null
}
