import { chipDeskError } from '../protocol/errors.ts'
import type { StationState } from '../protocol/station-state.ts'
import type { DemoPad } from './demo.ts'
import { demoPersonas, qrOf } from './demo.ts'
import type { DeskCall, GuardParts } from './guard.ts'

type Nothing = Record<string, never>

/** What the demo tray can do. Errors are thrown as `ChipDeskError`, as every call's. */
export interface DemoDesk {
  view(): NonNullable<StationState['demo']>
  place(persona: string): Promise<Nothing>
  remove(): Promise<Nothing>
  qr(persona: string): Promise<{ text: string; image: string }>
  setRegistry(online: boolean): Promise<Nothing>
  close(): Promise<void>
}

export function createDemoDesk(
  pad: DemoPad,
  registry: { pause(): Promise<void>; resume(): Promise<void>; stop(): Promise<void> },
): DemoDesk {
  let registryOnline = true
  return {
    view() {
      const placed = pad.placed()
      return { personas: demoPersonas(), ...(placed && { placed }), registryOnline, reader: pad.kind }
    },
    async place(persona) {
      const placed = await pad.place(persona)
      if (!placed.ok) throw placed.error
      return {}
    },
    async remove() {
      await pad.remove()
      return {}
    },
    async qr(persona) {
      const qr = await qrOf(persona)
      if (!qr.ok) throw qr.error
      return qr.value
    },
    async setRegistry(online) {
      if (online !== registryOnline) await (online ? registry.resume() : registry.pause())
      registryOnline = online
      return {}
    },
    async close() {
      await pad.close()
      await registry.stop()
    },
  }
}

type DemoCall = Extract<DeskCall, `demo.${string}`>

/** The tray of the demo, where there is one. */
export function demoCalls(demo: DemoDesk | undefined): Pick<GuardParts['calls'], DemoCall> {
  const desk = () => {
    if (!demo) throw chipDeskError('ApiUnknownCall', { cause: 'only in demo mode' })
    return demo
  }
  return {
    'demo.place': ({ persona }) => desk().place(persona),
    'demo.remove': () => desk().remove(),
    'demo.qr': ({ persona }) => desk().qr(persona),
    'demo.registry': ({ online }) => desk().setRegistry(online),
  }
}
