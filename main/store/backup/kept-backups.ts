import { dayInVietnam } from '../../protocol/day-in-vietnam.ts'
import { backupEnding } from './backup-file.ts'

/** Which backups stay: the newest of so many last days, and of so many last weeks. */
export interface KeptBackups {
  readonly days: number
  readonly weeks: number
}

/** Name of a backup: its time in UTC, so that names sort by age. */
export const backupName = (now: Date): string =>
  `chipdesk-${now.toISOString().slice(0, 19).replace(/:/g, '-')}Z${backupEnding}`

/** When a backup of this name was made; undefined for any other file, which is nobody's business here. */
export function timeOfBackup(name: string): Date | undefined {
  const [, day, clock] = /^chipdesk-(\d{4}-\d\d-\d\d)T(\d\d-\d\d-\d\d)Z\.chipdesk-backup$/.exec(name) ?? []
  if (day === undefined || clock === undefined) return undefined
  const time = new Date(`${day}T${clock.replace(/-/g, ':')}Z`)
  return Number.isNaN(time.getTime()) ? undefined : time
}

/** Names of backups that no rule keeps. The newest one is always kept, and so is what has another name or a time to come. */
export function backupsToDelete(names: readonly string[], { days, weeks }: KeptBackups, now: Date): string[] {
  const backups = names
    .flatMap(name => {
      const time = timeOfBackup(name)
      return time && time <= now ? [{ name, time }] : []
    })
    .sort((a, b) => b.time.getTime() - a.time.getTime())
  const kept = new Set([
    ...backups.slice(0, 1).map(({ name }) => name),
    ...newestOfEach(backups, dayInVietnam).slice(0, days),
    ...newestOfEach(backups, weekOf).slice(0, weeks),
  ])
  return backups.filter(({ name }) => !kept.has(name)).map(({ name }) => name)
}

interface Dated {
  readonly name: string
  readonly time: Date
}

function newestOfEach(newestFirst: readonly Dated[], period: (time: Date) => string): string[] {
  const found = new Map<string, string>()
  for (const { name, time } of newestFirst) if (!found.has(period(time))) found.set(period(time), name)
  return [...found.values()]
}

/** The Monday at which the week of a moment begins. */
function weekOf(time: Date): string {
  const sinceMonday = (new Date(dayInVietnam(time)).getUTCDay() + 6) % 7
  return dayInVietnam(new Date(time.getTime() - sinceMonday * 86_400_000))
}
