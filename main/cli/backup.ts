import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ok } from '../emrtd/result.ts'
import { backupName, backupsToDelete, type KeptBackups } from '../store/backup/kept-backups.ts'
import { makeBackup } from '../store/backup/make-backup.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { keyState } from '../store/keys/key-state.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { commandEntry, newPassphrase, noteInAudit, storePlace } from './store-place.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk backup [FILE|FOLDER]`: one encrypted file of the store, while the counter works. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      passphrase: { type: 'boolean', default: false },
      keep: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  const [target] = positionals
  const answers = askedAnswers()
  try {
    const made = await backedUp(target, { ownPassphrase: values.passphrase, keep: keepOf(values.keep) }, answers)
    if (!made.ok) return notDone(made.error, values.json)
    const { file, manifest, deleted } = made.value
    const { madeAt, pages, numbers, auditHead, opens } = manifest
    if (values.json) printJson({ file, madeAt, pages, numbers, auditHead, opensBy: Object.keys(opens), deleted })
    else {
      console.log(`${file}: transactions up to number ${numbers.transactions}, checked after writing.`)
      console.log(`Audit entry ${auditHead.seq}: ${auditHead.hash}`)
      if (!opens.recovery && !opens.passphrase)
        console.log('It opens only with the key of this computer. Make a recovery code: chipdesk key recovery')
      for (const name of deleted) console.log(`deleted: ${name}`)
    }
    return exitCodes.done
  } finally {
    answers.close()
  }
}

function keepOf(text: string | undefined): KeptBackups | undefined {
  if (text === undefined) return undefined
  const [, days, weeks] = /^(\d{1,3}),(\d{1,3})$/.exec(text) ?? []
  if (days === undefined || weeks === undefined) throw new UsageError('--keep takes DAYS,WEEKS, for example 7,4')
  return { days: Number(days), weeks: Number(weeks) }
}

async function backedUp(
  named: string | undefined,
  { ownPassphrase, keep }: { readonly ownPassphrase: boolean; readonly keep: KeptBackups | undefined },
  answers: Answers,
) {
  const place = await storePlace(answers)
  if (!place.ok) return place
  const { kept, desk, paths } = place.value
  const target = named ?? paths.backups
  if (named !== undefined && !existsSync(dirname(named))) throw new UsageError(`there is no folder ${dirname(named)}`)
  if (named === undefined) mkdirSync(target, { recursive: true, mode: 0o700 })
  const key = await loadOrCreateKey(kept)
  if (!key.ok) return key
  const passphrase = ownPassphrase
    ? await newPassphrase(answers, 'Mật khẩu của bản sao lưu / Passphrase of the backup')
    : ok(undefined)
  if (!passphrase.ok) return passphrase
  const now = new Date()
  const folder = statSync(target, { throwIfNoEntry: false })?.isDirectory() ? target : undefined
  if (keep && folder === undefined) throw new UsageError('--keep needs a folder')
  const file = folder === undefined ? target : join(folder, backupName(now))
  const manifest = makeBackup({
    store: kept.store,
    storeKey: key.value,
    target: file,
    now,
    ...openers(kept.path, passphrase.value),
  })
  if (!manifest.ok) return manifest
  const deleted = folder !== undefined && keep ? deleteOld(folder, keep, now) : []
  const facts = {
    transactions: manifest.value.numbers.transactions,
    auditSeq: manifest.value.auditHead.seq,
    deleted: deleted.length,
  }
  const noted = noteInAudit(kept.store, key.value, commandEntry(desk, 'store.backup', facts))
  return noted.ok ? ok({ file, manifest: manifest.value, deleted }) : noted
}

function openers(keyFile: string, passphrase: string | undefined) {
  const state = keyState(keyFile)
  const recovery = state.ok ? state.value?.recovery?.publicKey : undefined
  return { ...(recovery !== undefined && { recovery }), ...(passphrase !== undefined && { passphrase }) }
}

/** Only after a new one is whole. */
function deleteOld(folder: string, keep: KeptBackups, now: Date): string[] {
  const old = backupsToDelete(readdirSync(folder), keep, now)
  for (const name of old) rmSync(join(folder, name))
  return old
}
