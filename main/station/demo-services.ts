import { type ReferenceInsurance, startReferenceInsurance } from './reference-insurance.ts'
import { startReferenceRegistry } from './reference-registry.ts'

/** The central services of demo mode: they know the invented people, and are cut off and come back together. */
export interface DemoServices {
  readonly registry: Awaited<ReturnType<typeof startReferenceRegistry>>
  readonly insurance: ReferenceInsurance
  pause(): Promise<void>
  resume(): Promise<void>
  stop(): Promise<void>
}

export async function startDemoServices(): Promise<DemoServices> {
  const [registry, insurance] = await Promise.all([startReferenceRegistry(), startReferenceInsurance()])
  return {
    registry,
    insurance,
    async pause() {
      insurance.setOnline(false)
      await registry.pause()
    },
    async resume() {
      insurance.setOnline(true)
      await registry.resume()
    },
    async stop() {
      await insurance.stop()
      await registry.stop()
    },
  }
}
