import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import { kioskPort } from './kiosk-port.ts'
import { scriptedStation } from './scripted-station.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const credentials = { id: 'head', secret: '204060' }

it('says on every state that the screen is filled', () => {
  const station = scriptedStation()
  const seen: (StationState['kiosk'] | undefined)[] = []
  const stop = kioskPort(station, () => {}).subscribe(({ kiosk }) => seen.push(kiosk))
  station.show({ step: 'waiting', card: true })
  expect(seen).toEqual([true, true])
  stop()
  expect(station.subscribers).toBe(0)
})

it('lets out whom the station lets, after it was answered, and nobody for another call', async () => {
  const leave = vi.fn()
  const port = kioskPort(scriptedStation(), leave)
  await port.call('session.sign-in', credentials)
  await port.call('session.lock', {})
  vi.runAllTimers()
  expect(leave).not.toHaveBeenCalled()
  await port.call('session.leave-kiosk', credentials)
  expect(leave).not.toHaveBeenCalled()
  vi.runAllTimers()
  expect(leave).toHaveBeenCalledOnce()
})

it('keeps in whom the station refuses', async () => {
  const leave = vi.fn()
  const station = scriptedStation(() => {
    throw chipDeskError('ApiPinWrong')
  })
  await expect(kioskPort(station, leave).call('session.leave-kiosk', credentials)).rejects.toMatchObject({
    tag: 'ApiPinWrong',
  })
  vi.runAllTimers()
  expect(leave).not.toHaveBeenCalled()
})
