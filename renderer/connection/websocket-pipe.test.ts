import { expect, it } from 'vitest'
import { socketAddress, tokenOf } from './websocket-pipe.ts'

it('finds the one-time token in the fragment', () => {
  expect(tokenOf('#token=abc-DEF_123')).toBe('abc-DEF_123')
  expect(tokenOf('#token=abc&x=1')).toBe('abc')
  expect(tokenOf('')).toBeUndefined()
  expect(tokenOf('#x=1&token=abc')).toBeUndefined()
})

it('stays on its own origin, secure where the page is', () => {
  expect(socketAddress({ protocol: 'http:', host: '127.0.0.1:4321' })).toBe('ws://127.0.0.1:4321/station')
  expect(socketAddress({ protocol: 'https:', host: 'desk.example' })).toBe('wss://desk.example/station')
})
