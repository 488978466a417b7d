import { z } from 'zod'

export const themes = ['light', 'dark', 'contrast'] as const
export const textSizes = [100, 125, 150, 175, 200] as const

/** How whoever sits here wants the screen; kept on this computer, nothing of people. What cannot be read means the default. */
export const preferencesSchema = z.object({
  /** `system`: as the operating system says. */
  theme: z.enum([...themes, 'system']).catch('system'),
  /** Percent of the text size that the width of the screen gives. */
  textSize: z.union(textSizes.map(size => z.literal(size))).catch(100),
  /** `system`: as the operating system says. */
  motion: z.enum(['system', 'reduced']).catch('system'),
  /** Whether a verdict is heard too. */
  sound: z.boolean().catch(true),
  /** Keys on the screen: `auto` where a field was touched by a finger. */
  keypad: z.enum(['auto', 'off']).catch('auto'),
})
export type Preferences = z.infer<typeof preferencesSchema>

const storageKey = 'chipdesk.preferences'

export function loadPreferences(): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'))
  } catch {
    // Storage may be switched off on a locked-down kiosk, or hold somebody else's text.
    return preferencesSchema.parse({})
  }
}

export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences))
  } catch {
    // As above: then they hold for this window only.
  }
}
