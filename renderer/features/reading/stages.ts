import { type Phase, phases } from '../../../main/protocol/phases.ts'

/** What a clerk sees of the phases: seven steps, each a run of neighbouring phases, named by its last one. */
const stageEnds = {
  connect: 'card-access',
  open: 'bac',
  data: 'dg13',
  prove: 'dg16',
  face: 'dg2',
  verify: 'verify',
  registry: 'done',
} as const satisfies Record<string, Phase>

export type StageId = keyof typeof stageEnds
export type StageState = 'done' | 'now' | 'ahead'
const stageIds = Object.keys(stageEnds) as StageId[]

export function stagesAt(phase: Phase): { id: StageId; state: StageState }[] {
  const at = phases.indexOf(phase)
  const ends = stageIds.map(id => phases.indexOf(stageEnds[id]))
  const now = ends.findIndex(end => at <= end)
  return stageIds.map((id, i) => ({ id, state: phase === 'done' || i < now ? 'done' : i === now ? 'now' : 'ahead' }))
}

/** Share of time the phases before the picture take in a usual read; the picture's bytes fill most of the rest. */
const beforeFace = 0.35
const withFace = 0.92

/** 0…1, for the bar. Phases count evenly up to the picture, which counts by its bytes. */
export function progressAt(phase: Phase, bytesDone: number, bytesTotal: number): number {
  const face = phases.indexOf('dg2')
  const at = phases.indexOf(phase)
  if (at < face) return (beforeFace * (at + 1)) / (face + 1)
  if (at === face)
    return beforeFace + (withFace - beforeFace) * (bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0)
  return withFace + ((1 - withFace) * (at - face)) / (phases.length - 1 - face)
}
