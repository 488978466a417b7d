import { describe, expect, it } from 'vitest'
import { forbiddenSwitch } from './forbidden-switches.ts'

describe('arguments of an installed application', () => {
  it.each([
    '--inspect',
    '--inspect=0.0.0.0:9229',
    '--inspect-brk',
    '-inspect',
    '--INSPECT',
    '/inspect',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--load-extension=/tmp/x',
    '--disable-web-security',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--js-flags=--expose-gc',
    '--require',
  ])('must not hold %s', argument => {
    expect(forbiddenSwitch(['chipdesk', '--kiosk', argument], true)).toBe(argument)
  })

  it('may hold the rest', () => {
    expect(forbiddenSwitch(['/opt/inspect/chipdesk', '--kiosk', '--lang=vi', 'inspect', '--inspector'], false)).toBe(
      undefined,
    )
  })

  it('may do without the sandbox for root only', () => {
    expect(forbiddenSwitch(['chipdesk', '--no-sandbox'], true)).toBe(undefined)
    expect(forbiddenSwitch(['chipdesk', '--no-sandbox'], false)).toBe('--no-sandbox')
  })
})
