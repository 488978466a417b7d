import { dirname, join } from 'node:path'
import { ok, type Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { readHead } from '../store/backup/backup-file.ts'
import { type BackupSecrets, backupKey } from '../store/backup/backup-key.ts'
import { type Restored, restoreBackup } from '../store/backup/restore-backup.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { commandEntry, type StorePlace, storePlace } from './store-place.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk restore FILE`: a backup in the place of the store, which is moved aside. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(
    args,
    {
      passphrase: { type: 'boolean', default: false },
      'recovery-code': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    1,
  )
  const [backup] = positionals
  if (backup === undefined) throw new UsageError('name the backup')
  const answers = askedAnswers()
  try {
    const asked = { passphrase: values.passphrase, code: values['recovery-code'] }
    const restored = await restoredFrom(backup, asked, answers)
    if (!restored.ok) return notDone(restored.error, values.json)
    if (values.json) printJson(restored.value)
    else for (const line of wordsOf(restored.value)) console.log(line)
    return exitCodes.done
  } finally {
    answers.close()
  }
}

interface Asked {
  readonly passphrase: boolean
  readonly code: boolean
}

async function restoredFrom(
  backup: string,
  asked: Asked,
  answers: Answers,
): Promise<Result<Restored & { readonly store: string }, ChipDeskError>> {
  const head = readHead(backup)
  if (!head.ok) return head
  const place = await storePlace(answers)
  if (!place.ok) return place
  const { kept } = place.value
  const storeKey = await loadOrCreateKey(kept)
  if (!storeKey.ok) return storeKey
  const secrets = await secretsOf(asked, answers)
  // Before a new computer gets a store of its own: nothing is touched by a wrong code.
  const opens = backupKey(head.value.manifest, { storeKeys: [storeKey.value], ...secrets })
  if (!opens.ok) return opens
  const restored = restoreBackup({
    backup,
    store: kept.store,
    storeKey: storeKey.value,
    secrets,
    now: new Date(),
    audit: entryOf(place.value),
  })
  return restored.ok ? ok({ store: kept.store, ...restored.value }) : restored
}

async function secretsOf(asked: Asked, answers: Answers): Promise<BackupSecrets> {
  const passphrase = asked.passphrase
    ? await answers.secret('Mật khẩu của bản sao lưu / Passphrase of the backup')
    : undefined
  const recoveryCode = asked.code ? await answers.secret('Mã khôi phục / Recovery code') : undefined
  return { ...(passphrase !== undefined && { passphrase }), ...(recoveryCode !== undefined && { recoveryCode }) }
}

const entryOf =
  ({ desk }: StorePlace) =>
  ({ madeAt, between, backup, present }: Restored) =>
    commandEntry(desk, 'store.restore', {
      backup: madeAt,
      transactions: backup.transactions,
      ...(between !== undefined && { between }),
      ...(present && { auditSeqBefore: present.audit }),
    })

function wordsOf(restored: Restored & { readonly store: string }): string[] {
  const { store, madeAt, backup, aside } = restored
  const done = `Restored: the store of ${madeAt}, transactions up to number ${backup.transactions}.`
  if (aside === undefined) return [done]
  return [done, missingWords(restored), `The store of before: ${join(dirname(store), aside)}`]
}

/** By number: a number that an earlier restore or purge has emptied is among them. */
function missingWords({ backup, present, between }: Restored): string {
  if (present === undefined || between === undefined)
    return 'The store of before could not be read: what it had since the backup is not known.'
  if (between === 0) return 'No transaction was made since then.'
  return `Not in it: transactions made since then, numbers ${backup.transactions + 1} to ${present.transactions}.`
}
