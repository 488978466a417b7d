import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { loadPreferences, type Preferences, savePreferences } from './preferences.ts'

const PreferencesContext = createContext<{
  readonly preferences: Preferences
  change(change: Partial<Preferences>): void
} | null>(null)

/** Holds the preferences, and says them to the style sheets: `data-theme`, `data-motion` and `--text-scale` of the root. */
export function PreferencesProvider({
  initial,
  children,
}: {
  readonly initial?: Partial<Preferences>
  readonly children: ReactNode
}) {
  const [preferences, setPreferences] = useState<Preferences>(() => ({ ...loadPreferences(), ...initial }))
  const { theme, motion, textSize } = preferences
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.dataset.motion = motion
    root.style.setProperty('--text-scale', String(textSize / 100))
  }, [theme, motion, textSize])
  const value = useMemo(
    () => ({
      preferences,
      change(change: Partial<Preferences>) {
        const next = { ...preferences, ...change }
        setPreferences(next)
        savePreferences(next)
      },
    }),
    [preferences],
  )
  return <PreferencesContext value={value}>{children}</PreferencesContext>
}

export function usePreferences() {
  const value = useContext(PreferencesContext)
  if (!value) throw new Error('no PreferencesProvider around this screen')
  return value
}
