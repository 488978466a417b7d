import { expect, it } from 'vitest'
import { appearanceOf, systemWishes, watchSystemWishes } from './appearance.ts'

const nothing = { dark: false, contrast: false, reducedMotion: false }
const asSystem = { theme: 'system', motion: 'system', textSize: 100 } as const

it('shows what the system asks for, contrast before darkness', () => {
  expect(appearanceOf(asSystem, nothing).theme).toBe('light')
  expect(appearanceOf(asSystem, { ...nothing, dark: true }).theme).toBe('dark')
  expect(appearanceOf(asSystem, { ...nothing, dark: true, contrast: true }).theme).toBe('contrast')
})

it('shows what was chosen here, whatever the system asks for', () => {
  expect(appearanceOf({ ...asSystem, theme: 'light' }, { ...nothing, dark: true, contrast: true }).theme).toBe('light')
  expect(appearanceOf({ ...asSystem, textSize: 175 }, nothing).textScale).toBe(1.75)
})

it('keeps still where either asks for it', () => {
  expect(appearanceOf(asSystem, nothing).motion).toBe('full')
  expect(appearanceOf({ ...asSystem, motion: 'reduced' }, nothing).motion).toBe('reduced')
  expect(appearanceOf(asSystem, { ...nothing, reducedMotion: true }).motion).toBe('reduced')
})

it('hears of a change of the system until it is told to stop', () => {
  const matching = new Set<string>()
  const listeners = new Map<string, Set<() => void>>()
  const window = {
    matchMedia(query: string) {
      const own = listeners.get(query) ?? new Set()
      listeners.set(query, own)
      return {
        get matches() {
          return matching.has(query)
        },
        addEventListener: (_: string, listener: () => void) => own.add(listener),
        removeEventListener: (_: string, listener: () => void) => own.delete(listener),
      }
    },
  } as unknown as Window
  const heard: boolean[] = []
  const stop = watchSystemWishes(window, ({ contrast }) => heard.push(contrast))
  const change = () => {
    for (const listener of listeners.get('(forced-colors: active)') ?? []) listener()
  }
  matching.add('(forced-colors: active)')
  change()
  expect(systemWishes(window)).toEqual({ ...nothing, contrast: true })
  stop()
  matching.clear()
  change()
  expect(heard).toEqual([true])
})
