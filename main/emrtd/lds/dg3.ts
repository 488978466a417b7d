import type { EmrtdError } from '../emrtd-error.ts'
import { ok, type Result } from '../result.ts'
import { type BiometricHeader, extensibleBlock, parseBiometricTemplates } from './biometric-templates.ts'
import { type FingerImage, parseFingerImageBlock, parseFingerRecord } from './finger-record.ts'

/** EF.DG3 (9303-10 §4.7.3). No instance and no finger: nobody was enrolled. */
export interface Dg3 {
  readonly instances: number
  readonly fingers: readonly FingerImage[]
  readonly headers: readonly BiometricHeader[]
}

/** Parses EF.DG3 with ISO/IEC 19794-4:2005 or ISO/IEC 39794-4 fingers. Errors: `ProtocolTlv`, `ProtocolValue`. */
export function parseDg3(bytes: Uint8Array): Result<Dg3, EmrtdError> {
  const group = parseBiometricTemplates(bytes, 0x63)
  if (!group.ok) return group
  const fingers: FingerImage[] = []
  for (const { block } of group.value.templates) {
    const extensible = extensibleBlock(block, 0x64)
    if (!extensible.ok) return extensible
    const images = extensible.value ? parseFingerImageBlock(extensible.value) : parseFingerRecord(block)
    if (!images.ok) return images
    fingers.push(...images.value)
  }
  return ok({ instances: group.value.instances, fingers, headers: group.value.templates.map(({ header }) => header) })
}
