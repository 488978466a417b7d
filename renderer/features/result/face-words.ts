import type { Report } from '../../../main/protocol/report.ts'
import type { Dictionary } from '../../i18n/vi.ts'
import { alteredGroups } from './altered-groups.ts'

/** The face of a result: a picture, or why there is none as the station names it. */
export interface Face {
  readonly image?: string
  readonly missing?: string
}

/** @param url a data URL: an image, or `data:,` and the reason why there is none; undefined where no face may be shown */
export function readFace(url: string | undefined): Face {
  if (url === undefined) return {}
  return url.startsWith('data:image/') ? { image: url } : { missing: url.replace('data:,', '') }
}

/** Whether the picture may be compared with the person, or why there is none. */
export function faceWords(
  report: Report,
  { image, missing }: Face,
  { result: t }: Dictionary,
): { caption: string; alarm: boolean } {
  if (alteredGroups(report).has('dg2')) return { caption: t.faceAltered, alarm: true }
  if (missing === 'pending') return { caption: t.facePending, alarm: false }
  if (missing !== undefined) return { caption: noPicture(missing, t.noPicture), alarm: true }
  if (image === undefined) return { caption: t.noFace, alarm: false }
  if (report.verdict === 'refused') return { caption: t.face, alarm: false }
  const proven = !['altered', 'cloned', 'incomplete'].includes(report.verdict)
  return proven ? { caption: t.compareFace, alarm: false } : { caption: t.faceUnproven, alarm: true }
}

const isKnown = (reason: string, texts: Dictionary['result']['noPicture']): reason is keyof typeof texts =>
  Object.hasOwn(texts, reason)
const noPicture = (reason: string, texts: Dictionary['result']['noPicture']) =>
  texts[isKnown(reason, texts) ? reason : 'unreadable']
