import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { themes } from '../preferences/preferences.ts'
import { contrastRatio } from './contrast-of-tests.ts'

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')

/** Tokens of every block with that selector, the later before the earlier. */
function tokensOf(selector: string): Record<string, string> {
  const blocks = [...css.matchAll(/(?<=^|\})\s*([^{}@]+?)\s*\{([^{}]*)\}/g)].filter(([, of]) => of === selector)
  return Object.fromEntries(
    blocks.flatMap(([, , body = '']) =>
      [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
    ),
  )
}

const shown = (theme: string): Record<string, string> => ({
  ...tokensOf(':root'),
  ...tokensOf(`:root[data-theme="${theme}"]`),
})

const lights = ['green', 'yellow', 'red', 'grey']
const grounds = ['paper', 'surface', 'surface-sunk']

/** Words and what they stand on. */
const words: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-soft', 'ink-faint', 'brand', 'brand-deep', 'green', 'yellow-ink', 'red', 'grey'].flatMap(text =>
    grounds.map(ground => [text, ground] as const),
  ),
  ...['ink', 'ink-soft', 'brand', 'brand-deep', 'green', 'red', 'yellow-ink'].map(
    text => [text, 'brand-soft'] as const,
  ),
  ...['green', 'yellow', 'red', 'grey'].flatMap(light =>
    ['ink', 'ink-soft', light === 'yellow' ? 'yellow-ink' : light].map(text => [text, `${light}-soft`] as const),
  ),
  ...lights.map(light => [`on-${light}`, `${light}-fill`] as const),
  ...['on-brand', 'on-brand-soft'].flatMap(
    text =>
      [
        [text, 'brand-fill'],
        [text, 'brand-fill-deep'],
      ] as const,
  ),
  ['surface', 'ink'],
  ...['tray', 'tray-key', 'tray-key-hover', 'tray-chosen'].map(ground => ['on-tray', ground] as const),
  ...['tray', 'tray-key', 'tray-chosen'].map(ground => ['on-tray-soft', ground] as const),
  ['on-tray-faint', 'tray-key'],
  ['on-yellow', 'tray-placed'],
  ['on-yellow', 'tray-main-hover'],
]

/** Edges of what can be pressed, the ring of the focus, icons, marks and lines of charts. */
const edges: readonly (readonly [string, string])[] = [
  ...['line-strong', 'focus', 'green', 'red', 'grey', 'yellow-edge', 'brand'].flatMap(edge =>
    grounds.map(ground => [edge, ground] as const),
  ),
  ...['focus', 'line-strong'].map(edge => [edge, 'brand-soft'] as const),
  ...['chart-green', 'chart-yellow', 'chart-red', 'chart-grey', 'chart-line', 'chart-line-2'].flatMap(mark =>
    ['surface', 'paper'].map(ground => [mark, ground] as const),
  ),
  ...['brand-fill', 'brand-fill-deep', 'red-fill', 'green-fill', 'grey-fill', 'tray', 'tray-key', 'tray-chosen'].map(
    ground => ['on-dark-focus', ground] as const,
  ),
  ['on-yellow-focus', 'yellow-fill'],
  ['brand-line', 'brand-fill'],
  ['brand-line', 'brand-fill-deep'],
  ['tray-line', 'tray'],
  ['tray-line', 'tray-key'],
  ['on-tray-yellow', 'tray-key'],
]

it.each(themes)('%s: words stand out from what they stand on, and edges from what is around them', theme => {
  const tokens = shown(theme)
  const value = (name: string) => tokens[`--${name}`] ?? `no --${name}`
  const weak = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs.flatMap(([front, back]) => {
      const ratio = contrastRatio(value(front), value(back))
      return ratio >= least
        ? []
        : [`--${front} ${value(front)} on --${back} ${value(back)}: ${ratio.toFixed(2)} < ${least}`]
    })
  // The tray belongs to the demo, and is the same in every theme.
  const inTray = ([, back]: readonly [string, string]) => back.startsWith('tray')
  expect(
    weak(
      words.filter(pair => !inTray(pair)),
      theme === 'contrast' ? 7 : 4.5,
    ),
  ).toEqual([])
  expect(weak(words.filter(inTray), 4.5)).toEqual([])
  expect(weak(edges, 3)).toEqual([])
})

it('replaces in a theme only what the light one has', () => {
  const known = Object.keys(tokensOf(':root'))
  expect(known.length).toBeGreaterThan(60)
  for (const theme of ['dark', 'contrast'])
    expect(Object.keys(tokensOf(`:root[data-theme="${theme}"]`)).filter(name => !known.includes(name))).toEqual([])
})
