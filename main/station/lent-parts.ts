import type { DemoPad } from './demo.ts'
import type { DemoServices } from './demo-services.ts'

interface Given {
  readonly services?: DemoServices
  readonly pad?: DemoPad
}

/** What whoever started a demo gave to it, lent to one station after the other: no station ends it, `end` does. */
export function lentParts({ services, pad }: Given): Given & { end(): Promise<void> } {
  return {
    ...(services && { services: lentServices(services) }),
    ...(pad && { pad: lentPad(pad) }),
    async end() {
      await pad?.close()
      await services?.stop()
    },
  }
}

/** A station takes its services to be there when it opens. */
function lentServices(services: DemoServices): DemoServices {
  let paused = false
  const resume = async () => {
    if (paused) await services.resume()
    paused = false
  }
  return {
    ...services,
    async pause() {
      paused = true
      await services.pause()
    },
    resume,
    stop: resume,
  }
}

/** A card that lies on the pad lies there still. */
const lentPad = (pad: DemoPad): DemoPad => ({
  ...pad,
  source: { ...pad.source, close: async () => {} },
  close: async () => {},
})
