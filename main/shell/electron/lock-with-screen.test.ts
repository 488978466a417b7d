import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { chipDeskError } from '../../protocol/errors.ts'
import { scriptedStation } from '../scripted-station.ts'
import { lockWithScreen } from './lock-with-screen.ts'

it.each(['lock-screen', 'suspend'])('locks the desk on %s, also where the station is gone', async event => {
  const monitor = new EventEmitter()
  const station = scriptedStation(() => {
    throw chipDeskError('ApiInternal')
  })
  lockWithScreen(station, monitor)
  expect(station.calls).toEqual([])
  monitor.emit(event)
  await new Promise(resolve => setImmediate(resolve))
  expect(station.calls).toEqual([{ name: 'session.lock', params: {} }])
})
