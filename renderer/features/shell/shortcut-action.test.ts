import { describe, expect, it } from 'vitest'
import { shortcutAction } from './shortcut-action.ts'

describe('shortcutAction', () => {
  it.each([
    ['Escape', 'counter', 'reading', { call: 'counter.cancel' }],
    ['Escape', 'counter', 'result', { call: 'counter.clear' }],
    ['Escape', 'counter', 'waiting', { call: 'counter.clear' }],
    // Esc on another screen goes home and touches nothing at the counter.
    ['Escape', 'history', 'reading', { view: 'counter' }],
    ['Escape', 'about', 'result', { view: 'counter' }],
    ['F2', 'history', 'result', { view: 'counter', call: 'counter.clear' }],
    // A read under way is not thrown away.
    ['F2', 'counter', 'reading', { view: 'counter' }],
    ['F3', 'counter', 'waiting', { view: 'history' }],
    ['F3', 'history', 'waiting', { view: 'counter' }],
    ['F1', 'counter', 'result', { view: 'help' }],
    ['F1', 'help', 'result', { back: true }],
    ['Escape', 'help', 'result', { back: true }],
    ['F4', 'counter', 'result', { screen: 'print' }],
    ['F8', 'history', 'waiting', { screen: 'copy' }],
    ['F9', 'counter', 'reading', { view: 'diagnostics' }],
    ['F9', 'diagnostics', 'waiting', { view: 'counter' }],
    ['F10', 'counter', 'result', { view: 'review' }],
    ['F10', 'shift', 'result', { view: 'counter' }],
    ['Escape', 'own-data', 'result', { view: 'counter' }],
    ['Escape', 'devices', 'result', { view: 'counter' }],
    ['a', 'counter', 'waiting', undefined],
    ['Escape', 'counter', undefined, undefined],
  ] as const)('%s on %s while %s', (key, view, step, expected) => {
    expect(shortcutAction(key, view, step)).toEqual(expected)
  })
})
