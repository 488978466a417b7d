import type { StationPort } from '../../protocol/station.ts'

/** When the computer sleeps, and on Windows and macOS when its screen is locked, the desk is locked too. */
export function lockWithScreen(
  port: StationPort,
  monitor: { on(event: 'lock-screen' | 'suspend', listener: () => void): unknown },
): void {
  // A station that is just being started again starts signed out.
  const lock = () => void port.call('session.lock', {}).catch(() => undefined)
  monitor.on('lock-screen', lock)
  monitor.on('suspend', lock)
}
