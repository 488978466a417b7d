import type Database from 'better-sqlite3'
import type { NewAuditEntry } from '../../protocol/audit.ts'
import type { StoreWriting } from '../store.ts'
import { auditAppender } from './audit.ts'
import { refuseUnless, type Write } from './write.ts'

export function settingWriting(database: Database.Database, write: Write): Pick<StoreWriting, 'saveSetting'> {
  const put = database.prepare(
    'insert into settings (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
  )
  const remove = database.prepare('delete from settings where name = ?')
  const append = auditAppender(database)
  const save = database.transaction((name: string, value: string | undefined, audit?: readonly NewAuditEntry[]) => {
    if (value === undefined) remove.run(name)
    else put.run(name, value)
    append(audit)
    return true
  })
  return {
    saveSetting: (name, value, audit) =>
      refuseUnless(
        write(() => save.immediate(name, value, audit)),
        'not saved',
      ),
  }
}
