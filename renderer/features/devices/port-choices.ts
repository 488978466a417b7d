import type { Scanners } from '../../../main/protocol/scanners.ts'
import type { CallResult } from '../../../main/protocol/station.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { portName } from './port-name.ts'

export type ListedDevice = CallResult<'scanner.list'>['devices'][number]

export interface PortChoice {
  /** Without: every port of a maker of scanners. */
  readonly id?: string
  readonly title: string
  readonly sub?: string
  readonly state?: 'in-use' | 'unplugged'
}

/** Ways to choose a serial port, the automatic one first. A chosen port stays in the list while it is unplugged. */
export function portChoices(
  devices: readonly ListedDevice[] | undefined,
  { scanners, serial }: Pick<Scanners, 'scanners' | 'serial'>,
  t: Dictionary,
): PortChoice[] {
  const listed = (devices ?? [])
    .filter(({ kind }) => kind === 'serial')
    .map(({ id, label, path }): PortChoice => {
      const taken = scanners.some(scanner => scanner.id === id && scanner.attached)
      return { id, title: label, ...(label !== path && { sub: path }), ...(taken && { state: 'in-use' }) }
    })
  const chosen = serial.id
  const absent: PortChoice[] =
    chosen === undefined || listed.some(({ id }) => id === chosen)
      ? []
      : [{ id: chosen, title: portName(chosen), ...(devices && { state: 'unplugged' }) }]
  return [{ title: t.devices.port.auto, sub: t.devices.port.autoSub }, ...listed, ...absent]
}
