import { describe, expect, test } from 'vitest'
import { backupName, backupsToDelete, timeOfBackup } from './kept-backups.ts'

const kept = { days: 7, weeks: 4 }
const there = (day: string, clock = '12:30') => new Date(`${day}T${clock}:00+07:00`)

test('a name says its time, and reads back', () => {
  const time = new Date('2026-11-22T05:00:07Z')
  expect(backupName(time)).toBe('chipdesk-2026-11-22T05-00-07Z.chipdesk-backup')
  expect(timeOfBackup(backupName(time))).toEqual(time)
  for (const name of ['notes.txt', 'chipdesk-2026-13-45T99-00-00Z.chipdesk-backup', 'my.chipdesk-backup'])
    expect(timeOfBackup(name)).toBeUndefined()
})

describe('what is deleted', () => {
  const now = there('2026-11-22', '18:00')
  const daysAgo = (days: number, clock = '12:30') => {
    const time = there('2026-11-22', clock)
    return backupName(new Date(time.getTime() - days * 86_400_000))
  }

  test('of 60 daily ones, seven days and the newest of four weeks stay', () => {
    const names = Array.from({ length: 60 }, (_, days) => daysAgo(days))
    const gone = new Set(backupsToDelete(names, kept, now))
    const left = names.flatMap((name, days) => (gone.has(name) ? [] : [days]))
    // 2026-11-22 is a Sunday: weeks end 0, 7, 14 and 21 days before.
    expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 14, 21])
  })

  test('of several in one day the newest stays', () => {
    const names = [daysAgo(0, '08:00'), daysAgo(0, '16:00'), daysAgo(0, '12:00')]
    expect(backupsToDelete(names, kept, now)).toEqual([daysAgo(0, '12:00'), daysAgo(0, '08:00')])
  })

  test('a day begins at midnight in Viet Nam, where UTC is still in the day before', () => {
    const names = [daysAgo(0, '00:30'), daysAgo(1, '23:30'), daysAgo(1, '06:30')]
    expect(backupsToDelete(names, { days: 2, weeks: 0 }, now)).toEqual([daysAgo(1, '06:30')])
  })

  test('a week begins on Monday in Viet Nam', () => {
    const names = [daysAgo(6, '00:30'), daysAgo(7, '23:30'), daysAgo(8)]
    expect(backupsToDelete(names, { days: 0, weeks: 2 }, now)).toEqual([daysAgo(8)])
  })

  test('the newest is kept however old, other files and those of the future too', () => {
    const future = daysAgo(-3)
    const names = [daysAgo(400), daysAgo(500), 'my.chipdesk-backup', future]
    expect(backupsToDelete(names, { ...kept, days: 0, weeks: 0 }, now)).toEqual([daysAgo(500)])
  })
})
