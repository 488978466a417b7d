import type { Report } from '../../../main/protocol/report.ts'

/** Data groups whose hash is not the signed one, as the sources of fields are named: `dg13`. */
export const alteredGroups = ({ checks }: Pick<Report, 'checks'>): ReadonlySet<string> =>
  new Set(
    checks
      .filter(({ id, result, reason }) => id === 'sod.hashes' && result === 'failed' && reason === 'hash-wrong')
      .flatMap(({ detail }) => detail?.split(' ')[0]?.toLowerCase() ?? []),
  )
