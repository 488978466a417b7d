import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBackup, readHead } from '../backup/backup-file.ts'
import { backupKey } from '../backup/backup-key.ts'
import { makeBackup } from '../backup/make-backup.ts'
import { restoreBackup } from '../backup/restore-backup.ts'
import { makeRecovery } from '../keys/key-changes.ts'
import { loadOrCreateKey } from '../keys/key-file.ts'
import { rotateKey } from '../keys/rotate-key.ts'
import { openOrRescue } from '../rescue/open-or-rescue.ts'
import { allOf, must, storeWith } from './changes.ts'
import type { Operation } from './operation.ts'
import { storeIn } from './saving.ts'
import { checkStore, glanceAtStore, proofKey } from './store-check.ts'

const citizens = ['a', 'b', 'c', 'd']
const later = ['e', 'f']
const now = new Date('2026-11-21T03:00:00.000Z')
const checkOf = (thoroughly: boolean) => (thoroughly ? checkStore : glanceAtStore)

const keyPlace = (folder: string) => ({ path: join(folder, 'key', 'store.key'), store: storeIn(folder), secrets: {} })

/** The store rewritten under a new key, with the copy for the recovery code following it. */
export const rotation: Operation = {
  async prepare(folder) {
    await storeWith(folder, citizens, must(await loadOrCreateKey(keyPlace(folder))))
    must(makeRecovery(keyPlace(folder), new Date('2026-11-20T03:00:00.000Z')))
  },
  async run(folder, say) {
    must(rotateKey(keyPlace(folder), now))
    say('rotated')
  },
  async survivors(folder, thoroughly) {
    const key = await loadOrCreateKey(keyPlace(folder))
    if (!key.ok) return { facts: new Set(), problems: [`no key: ${key.error.tag} ${key.error.cause ?? ''}`] }
    const problems = await checkOf(thoroughly)(storeIn(folder), key.value, database => allOf(citizens, database))
    const { keys } = JSON.parse(readFileSync(keyPlace(folder).path, 'utf8'))
    const isRotated = keys.length === 1 && keys[0].madeAt === now.toISOString()
    return { facts: new Set(isRotated ? ['rotated'] : []), problems }
  },
}

const backupIn = (folder: string) => join(folder, 'copies', 'a.chipdesk-backup')

function backUp(folder: string): void {
  must(makeBackup({ store: storeIn(folder), storeKey: proofKey, target: backupIn(folder), now }))
}

/** A backup beside the store: whole under its name, or not there. */
export const backup: Operation = {
  async prepare(folder) {
    mkdirSync(join(folder, 'copies'))
    await storeWith(folder, citizens)
  },
  async run(folder, say) {
    backUp(folder)
    say('backed up')
  },
  async survivors(folder, thoroughly) {
    const problems = await checkOf(thoroughly)(storeIn(folder), proofKey, database => allOf(citizens, database))
    if (!existsSync(backupIn(folder))) return { facts: new Set(), problems }
    const head = must(readHead(backupIn(folder)))
    const key = must(backupKey(head.manifest, { storeKeys: [proofKey] }))
    must(checkBackup(backupIn(folder), head, key))
    return { facts: new Set(['backed up']), problems }
  },
}

const restored = {
  at: now.toISOString(),
  desk: 'quay-1',
  operator: 'os:an',
  role: 'none',
  action: 'store.restore',
  outcome: 'done',
} as const

/** A backup in the place of the store: the store of before with all its rows, or the backup with its own and an entry that says so. */
export const restore: Operation = {
  async prepare(folder) {
    mkdirSync(join(folder, 'copies'))
    await storeWith(folder, citizens)
    backUp(folder)
    await storeWith(folder, later)
  },
  async run(folder, say) {
    const [store, backupFile] = [storeIn(folder), backupIn(folder)]
    must(restoreBackup({ backup: backupFile, store, storeKey: proofKey, secrets: {}, now, audit: () => restored }))
    say('restored')
  },
  async survivors(folder, thoroughly) {
    const facts = new Set<string>()
    const options = { path: storeIn(folder), key: proofKey, now, audit: () => restored }
    const opened = must(await openOrRescue(options))
    await opened.store.close()
    if (opened.rescued) return { facts, problems: [`damaged: ${opened.rescued.reasons.join()}`] }
    const problems = await checkOf(thoroughly)(storeIn(folder), proofKey, database => {
      const entries = database.prepare(`select count(*) from audit where action = 'store.restore'`).pluck().get()
      if (entries === 1) facts.add('restored')
      const saved = new Set<string>()
      const wrong = allOf(entries === 1 ? citizens : [...citizens, ...later], database, saved)
      const tooMany = entries === 1 && saved.has('saved e') ? ['rows of both'] : []
      return [...wrong, ...tooMany]
    })
    // The entries that went with the rows of after the backup are missing, and it is right that the log says so.
    const isExpected = (problem: string) =>
      facts.has('restored') && problem === `audit: missing at ${3 * citizens.length + 1}`
    return { facts, problems: problems.filter(problem => !isExpected(problem)) }
  },
}
