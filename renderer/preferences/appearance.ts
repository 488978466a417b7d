import type { Preferences, themes } from './preferences.ts'

/** What the system of this computer asks of every program. */
export interface SystemWishes {
  readonly dark: boolean
  /** More contrast than usual, or colours of the person's own. */
  readonly contrast: boolean
  readonly reducedMotion: boolean
}

/** How the screen looks now: what `data-theme`, `data-motion` and `--text-scale` of the root say to the style sheets. */
export interface Appearance {
  readonly theme: (typeof themes)[number]
  readonly motion: 'full' | 'reduced'
  readonly textScale: number
}

/** Whoever chose a theme has it; contrast goes before darkness, because it is asked for by who cannot read otherwise. */
export function appearanceOf(
  { theme, motion, textSize }: Pick<Preferences, 'theme' | 'motion' | 'textSize'>,
  wishes: SystemWishes,
): Appearance {
  const asSystem = wishes.contrast ? 'contrast' : wishes.dark ? 'dark' : 'light'
  return {
    theme: theme === 'system' ? asSystem : theme,
    motion: motion === 'reduced' || wishes.reducedMotion ? 'reduced' : 'full',
    textScale: textSize / 100,
  }
}

const queries = {
  dark: ['(prefers-color-scheme: dark)'],
  contrast: ['(prefers-contrast: more)', '(forced-colors: active)'],
  reducedMotion: ['(prefers-reduced-motion: reduce)'],
} as const

type MediaWindow = Pick<Window, 'matchMedia'>

export function systemWishes(window: MediaWindow): SystemWishes {
  const asks = (id: keyof typeof queries) => queries[id].some(query => window.matchMedia(query).matches)
  return { dark: asks('dark'), contrast: asks('contrast'), reducedMotion: asks('reducedMotion') }
}

/** @returns how to stop watching */
export function watchSystemWishes(window: MediaWindow, changed: (wishes: SystemWishes) => void): () => void {
  const lists = Object.values(queries)
    .flat()
    .map(query => window.matchMedia(query))
  const tell = () => changed(systemWishes(window))
  for (const list of lists) list.addEventListener('change', tell)
  return () => {
    for (const list of lists) list.removeEventListener('change', tell)
  }
}

export function showAppearance(root: HTMLElement, { theme, motion, textScale }: Appearance): void {
  root.dataset.theme = theme
  root.dataset.motion = motion
  root.style.setProperty('--text-scale', String(textScale))
}
