import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { appearanceOf, showAppearance, systemWishes, watchSystemWishes } from './appearance.ts'
import { loadPreferences, type Preferences, savePreferences } from './preferences.ts'

const PreferencesContext = createContext<{
  readonly preferences: Preferences
  change(change: Partial<Preferences>): void
} | null>(null)

/** Holds the preferences, and says to the style sheets what comes of them and of what the system asks for. */
export function PreferencesProvider({
  initial,
  children,
}: {
  readonly initial?: Partial<Preferences>
  readonly children: ReactNode
}) {
  const [preferences, setPreferences] = useState<Preferences>(() => ({ ...loadPreferences(), ...initial }))
  const [wishes, setWishes] = useState(() => systemWishes(window))
  useEffect(() => watchSystemWishes(window, setWishes), [])
  // Before anything is painted: a light screen that turns dark is a flash in the eyes.
  useLayoutEffect(
    () => showAppearance(document.documentElement, appearanceOf(preferences, wishes)),
    [preferences, wishes],
  )
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
