import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (pattern: string) =>
  globSync(pattern, { cwd: root }).map(name => ({
    name,
    text: readFileSync(join(root, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, ''),
  }))
const sheets = read('{ui,features}/**/*.css')
  .concat(read('*.module.css'))
  .filter(({ name }) => !name.endsWith('tokens.css'))
const screens = read('{ui,features}/**/*.tsx').concat(read('*.tsx'))

/** Every place where a rule is broken: file, line and what stands there. */
const broken = (files: typeof sheets, rule: RegExp, unless: (place: string, line: string) => boolean = () => false) =>
  files.flatMap(({ name, text }) =>
    text
      .split('\n')
      .flatMap((line, at) => (rule.test(line) && !unless(name, line) ? [`${name}:${at + 1} ${line.trim()}`] : [])),
  )

const colour =
  /#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch|lab)a?\(|(?<![\w-])(white|black|red|green|yellow|gr[ae]y)(?![\w-])(?=[^{]*;)/i

it('takes every colour from the tokens', () => {
  expect(broken(sheets, colour)).toEqual([])
  expect(broken(screens, /(fill|stroke|color|background|stopColor)=?:? ?["'`](#|rgb|hsl|white|black)/i)).toEqual([])
})

it('takes every length from the tokens or the size of the text', () => {
  // Pixels of a drawing are its own units.
  expect(broken(sheets, /\d(px|pt|cm|mm)\b/, (_, line) => line.includes('translateY('))).toEqual([])
})

it('asks what there is room for of the screen, in the size of the text', () => {
  expect(broken(sheets, /@media[^{]*\b(width|height)\b/)).toEqual([])
})

it('stops what moves in one place', () => {
  expect(broken(sheets, /prefers-reduced-motion/)).toEqual([])
})

it('puts words on colours that they were measured on', () => {
  expect(
    broken(sheets, /background(-color)?:[^;]*var\(--(green|yellow|red|grey|brand|brand-deep)\)/, (_, line) =>
      line.includes('color-mix'),
    ),
  ).toEqual([])
})
