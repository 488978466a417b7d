import type { Face } from '../../../main/protocol/face.ts'
import type { Report } from '../../../main/protocol/report.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { alteredGroups } from './altered-groups.ts'

/** Whether the picture may be compared with the person, or why there is none. */
export function faceWords(
  report: Report,
  face: Face | undefined,
  { result: t }: Dictionary,
): { caption: string; alarm: boolean } {
  if (alteredGroups(report).has('dg2')) return { caption: t.faceAltered, alarm: true }
  if (face === undefined) return { caption: t.noFace, alarm: false }
  if ('missing' in face) {
    const { missing } = face
    return missing === 'pending'
      ? { caption: t.facePending, alarm: false }
      : { caption: t.noPicture[missing], alarm: true }
  }
  if (report.verdict === 'refused') return { caption: t.face, alarm: false }
  const proven = !['altered', 'cloned', 'incomplete'].includes(report.verdict)
  return proven ? { caption: t.compareFace, alarm: false } : { caption: t.faceUnproven, alarm: true }
}
