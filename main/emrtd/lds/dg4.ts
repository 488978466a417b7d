import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { type BiometricHeader, extensibleBlock, parseBiometricTemplates } from './biometric-templates.ts'
import { type IrisImage, parseIrisImageBlock, parseIrisRecord } from './iris-record.ts'

/** EF.DG4 (9303-10 §4.7.4). No instance and no iris: nobody was enrolled. */
export interface Dg4 {
  readonly instances: number
  readonly irises: readonly IrisImage[]
  readonly headers: readonly BiometricHeader[]
}

/** Parses EF.DG4 with ISO/IEC 19794-6:2005 or ISO/IEC 39794-6 irises. Errors: `ProtocolTlv`, `ProtocolValue`. */
export function parseDg4(bytes: Uint8Array): Result<Dg4, EmrtdError> {
  const group = parseBiometricTemplates(bytes, 0x76)
  if (!group.ok) return group
  const irises: IrisImage[] = []
  for (const { block } of group.value.templates) {
    const extensible = extensibleBlock(block, 0x66)
    if (!extensible.ok) return extensible
    const images = extensible.value ? parseIrisImageBlock(extensible.value) : parseIrisRecord(block)
    if (!images.ok) return images
    irises.push(...images.value)
  }
  return ok({ instances: group.value.instances, irises, headers: group.value.templates.map(({ header }) => header) })
}
