import type { StationPort } from '../protocol/station.ts'

/**
 * The station of a shell that fills the screen: its state says so, and `onLeave` is called once an administrator has been let out. Whoever has
 * no such name and PIN has no other way out by the page.
 */
export const kioskPort = (station: StationPort, onLeave: () => void): StationPort => ({
  async call(name, params) {
    const result = await station.call(name, params)
    // The answer is on its way first: the page must not take the end for a failure.
    if (name === 'session.leave-kiosk') setTimeout(onLeave, answeredMs)
    return result
  },
  subscribe: listener => station.subscribe(state => listener({ ...state, kiosk: true })),
})

const answeredMs = 100
