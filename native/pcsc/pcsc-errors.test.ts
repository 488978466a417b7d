import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pcscError } from './pcsc-errors.ts'

const tag = (step: Parameters<typeof pcscError>[0], text: string) => pcscError(step, new Error(text)).tag

describe('errors of the PC/SC service', () => {
  it('says what happened to the card by when it happened', () => {
    expect(tag('connect', 'No smart card present')).toBe('CardNone')
    expect(tag('transmit', 'No smart card present')).toBe('CardRemoved')
    expect(tag('connect', 'Transaction failed')).toBe('CardMute')
    expect(tag('transmit', 'Transaction failed')).toBe('CardRemoved')
  })

  it('tells a busy reader from a lost one and from a service that is down', () => {
    expect(tag('connect', 'Sharing violation')).toBe('ReaderBusy')
    expect(tag('connect', 'Unknown reader')).toBe('ReaderLost')
    expect(tag('establish', 'PC/SC service not running')).toBe('ServiceDown')
    expect(tag('transmit', 'PC/SC service stopped')).toBe('ServiceDown')
  })

  it.runIf(process.platform === 'linux')('knows what pcsc-lite means by texts that are vague', () => {
    expect(tag('transmit', 'Communication error')).toBe('ServiceDown')
    expect(tag('establish', 'Unknown PC/SC error')).toBe('ServiceAccessDenied')
    expect(tag('transmit', 'Unknown PC/SC error')).toBe('CardRemoved')
  })

  it('has a tag and the text for whatever else is thrown', () => {
    expect(pcscError('connect', 'odd')).toMatchObject({ tag: 'ReaderLost', cause: 'connect: odd' })
    expect(tag('watch', 'something new')).toBe('ServiceDown')
  })

  it('knows every text of the installed module that a card or reader can cause', ctx => {
    const source = (() => {
      try {
        const entry = createRequire(import.meta.url).resolve('smartcard')
        return readFileSync(join(dirname(entry), '..', '..', 'src', 'pcsc_errors.h'), 'utf8')
      } catch {
        return ctx.skip('the optional package smartcard is not installed')
      }
    })()
    const texts = [...source.matchAll(/SCARD_\w+\) return "([^"]+)"/g)].map(([, text]) => text ?? '')
    expect(texts.length).toBeGreaterThan(25)
    // What these calls never answer with: they concern arguments that only this program could get wrong.
    const bugs = [
      'Success',
      'Operation cancelled',
      'Cannot dispose handle',
      'Not enough memory',
      'PCI struct too small',
    ]
    const unknown = texts.filter(text => !bugs.includes(text) && tag('establish', text) === tag('establish', '?'))
    const service = [
      'PC/SC service not running',
      'PC/SC service stopped',
      'System cancelled operation',
      'Internal error',
    ]
    const ofOneStep = ['No smart card present', 'Transaction failed']
    expect(unknown.sort()).toEqual(
      [...service, 'Communication error', 'Invalid handle', 'Invalid target', ...ofOneStep].sort(),
    )
  })
})
