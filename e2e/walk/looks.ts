import { themes } from '../../renderer/preferences/preferences.ts'

/** How a screen may be looked at: language, theme, size of the window in CSS px, size of its text in percent. */
export interface Look {
  readonly language: 'vi' | 'en'
  readonly theme: (typeof themes)[number]
  readonly width: number
  readonly height: number
  readonly text: 100 | 200
}

const frames = [
  { width: 1024, height: 768, text: 100 },
  { width: 1366, height: 768, text: 200 },
  { width: 1920, height: 1080, text: 100 },
  { width: 1024, height: 768, text: 200 },
  { width: 1366, height: 768, text: 100 },
  { width: 1920, height: 1080, text: 200 },
] as const

export const looks: readonly Look[] = frames.flatMap(frame =>
  themes.flatMap(theme => (['vi', 'en'] as const).map(language => ({ language, theme, ...frame }))),
)

export const lookName = ({ language, theme, width, height, text }: Look): string =>
  `${language}-${theme}-${width}x${height}-${text}`

/** Shares of the walk that go over all looks while each scene is seen but once: no two numbers here have a common divisor. */
const stride = 7

/** @param turn from 0: each scene has another look, and the next turn has others again */
export function lookOf(scene: number, turn = 0): Look {
  const look = looks[((scene + turn) * stride + turn) % looks.length]
  if (!look) throw new Error('no looks')
  return look
}
