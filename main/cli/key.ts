import { existsSync, readFileSync } from 'node:fs'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import {
  changeKeeping,
  makeRecovery,
  recoveredKey,
  recoveryPath,
  restoreKeyFile,
  wantSealing,
} from '../store/keys/key-changes.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { keyState } from '../store/keys/key-state.ts'
import { storeExists } from '../store/keys/opens-store.ts'
import { writePrivately } from '../store/keys/private-file.ts'
import { rotateKey } from '../store/keys/rotate-key.ts'
import { keyId } from '../store/keys/seal.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { commandEntry, newPassphrase, noteInAudit, type StorePlace, storePlace } from './store-place.ts'
import { notDone, printJson } from './terminal.ts'

/** What a command says when it is done: for `--json`, and in words. */
interface Done {
  readonly json: object
  readonly words: readonly string[]
}
type Action = (place: StorePlace, answers: Answers, options: Options) => Promise<Result<Done, ChipDeskError>>
interface Options {
  readonly file?: string | undefined
  readonly 'allow-basic-text': boolean
}

const actions: Readonly<Record<string, Action>> = { rotate, recovery, passphrase, file: inFile, seal }

/** `chipdesk key`: how the key of the store is kept, changed, and got back. */
export async function run(args: string[]): Promise<number> {
  const [name = '', ...rest] = args
  const { values } = readArguments(rest, {
    file: { type: 'string' },
    'allow-basic-text': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  const answers = askedAnswers()
  try {
    const done = await ran(name, answers, values)
    if (!done.ok) return notDone(done.error, values.json)
    if (values.json) printJson(done.value.json)
    else for (const line of done.value.words) console.log(line)
    return exitCodes.done
  } finally {
    answers.close()
  }
}

async function ran(name: string, answers: Answers, options: Options): Promise<Result<Done, ChipDeskError>> {
  if (name === 'status') return status()
  if (name === 'recover') return recover(answers, options)
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) throw new UsageError(`name one of status, recover, ${Object.keys(actions).join(', ')}`)
  const place = await storePlace(answers)
  return place.ok ? action(place.value, answers, options) : place
}

async function status(): Promise<Result<Done, ChipDeskError>> {
  const place = await storePlace({ ...askedAnswers(), secret: async () => '' })
  if (!place.ok) return place
  const { paths } = place.value
  const state = keyState(paths.key)
  if (!state.ok) return state
  if (!state.value)
    return storeExists(paths.store)
      ? fail(chipDeskError('StoreKeyMissing'))
      : ok({ json: { file: paths.key, kept: null }, words: ['No key yet: it is made at the first start.'] })
  const { keeping, keys, recovery, sealNext } = state.value
  const copy = existsSync(recoveryPath(paths.store))
  return ok({
    json: {
      file: paths.key,
      kept: keeping.way,
      ...(keeping.way === 'safe-storage' && { backend: keeping.backend }),
      keys,
      rotationUnfinished: keys.length > 1,
      recovery: recovery ? { madeAt: recovery.madeAt, copy } : null,
      sealsAtNextStart: sealNext !== undefined,
    },
    words: [
      `key file      ${paths.key}`,
      `kept          ${keptWords[keeping.way]}`,
      ...keys.map(({ id, madeAt }) => `key           ${id}${madeAt ? `, made ${madeAt}` : ''}`),
      ...(keys.length > 1 ? ['rotation      was cut off; it ends at the next start, or by: chipdesk key rotate'] : []),
      recovery
        ? `recovery code made ${recovery.madeAt}; its copy ${copy ? 'lies' : 'IS MISSING'} beside the store`
        : 'recovery code NONE: chipdesk key recovery',
      ...(sealNext ? ['sealing       by the operating system at the next start of the window'] : []),
    ],
  })
}

const keptWords = {
  raw: 'in the key file itself: whoever can read that file can read the store',
  passphrase: 'by a passphrase',
  'safe-storage': 'sealed by the operating system',
} as const

async function rotate({ kept, desk }: StorePlace): Promise<Result<Done, ChipDeskError>> {
  const rotation = rotateKey(kept, new Date())
  if (!rotation.ok) return rotation
  const { from, to, pages, recovery: sealed } = rotation.value
  const noted = await note({ kept, desk }, { change: 'rotated', from, to })
  if (!noted.ok) return noted
  return ok({
    json: rotation.value,
    words: [
      `${pages} pages rewritten; the key ${from} opens this store no more, the new one is ${to}.`,
      sealed
        ? `The recovery code stays good. Copies of the recovery file elsewhere are void: copy ${recoveryPath(kept.store)} there again.`
        : 'There is no recovery code: chipdesk key recovery',
      'Make a backup now: earlier ones open by the recovery code or their passphrase only.',
    ],
  })
}

async function recovery(place: StorePlace, _: Answers, { file }: Options): Promise<Result<Done, ChipDeskError>> {
  const key = await loadOrCreateKey(place.kept)
  if (!key.ok) return key
  const code = makeRecovery(place.kept, new Date())
  if (!code.ok) return code
  const copy = recoveryPath(place.kept.store)
  const copied = file === undefined ? ok(undefined) : writePrivately(file, readFileSync(copy, 'latin1'))
  if (!copied.ok) return copied
  const noted = await note(place, { change: 'recovery-code' })
  if (!noted.ok) return noted
  return ok({
    json: { code: code.value, copy, ...(file && { file }) },
    words: [
      '',
      `    ${code.value}`,
      '',
      'Write this recovery code on paper now: it is shown once. With it and the recovery file, or any backup from now on,',
      'the store opens when the key file, the keyring or the passphrase is lost. Earlier codes are void.',
      `Recovery file: ${copy}${file ? `, and ${file}` : ''}`,
    ],
  })
}

/** The key file anew, from the code on paper; a key file that is there is kept beside it. */
async function recover(answers: Answers, { file }: Options): Promise<Result<Done, ChipDeskError>> {
  const place = await storePlace({ ...answers, secret: async () => '' })
  if (!place.ok) return place
  const { paths, desk } = place.value
  const copies = readText(file ?? recoveryPath(paths.store))
  if (!copies.ok) return copies
  const code = (await answers.secret('Mã khôi phục / Recovery code')) ?? ''
  const key = recoveredKey({ code, copies: copies.value, store: paths.store })
  if (!key.ok) return key
  const before = existsSync(paths.key) ? `${paths.key}.before-${Date.now()}` : undefined
  const kept = before === undefined ? ok(undefined) : writePrivately(before, readFileSync(paths.key, 'latin1'))
  const restored = kept.ok ? restoreKeyFile(paths.key, { key: key.value, code, now: new Date() }) : kept
  if (!restored.ok) return restored
  const noted = noteInAudit(paths.store, key.value, commandEntry(desk, 'store.key', { change: 'recovered' }))
  if (!noted.ok) return noted
  const id = keyId(key.value)
  return ok({
    json: { file: paths.key, key: id, ...(before && { before }) },
    words: [
      `The key ${id} is in ${paths.key} again, unsealed. Seal it again: chipdesk key passphrase, or chipdesk key seal.`,
      ...(before ? [`The key file of before: ${before}`] : []),
    ],
  })
}

async function passphrase(place: StorePlace, answers: Answers): Promise<Result<Done, ChipDeskError>> {
  const chosen = await newPassphrase(answers, 'Mật khẩu mới của kho / New passphrase of the store')
  if (!chosen.ok) return chosen
  const changed = changeKeeping(place.kept, chosen.value)
  if (!changed.ok) return changed
  const noted = await note(
    { ...place, kept: { ...place.kept, secrets: { passphrase: chosen.value } } },
    { change: 'passphrase' },
  )
  return noted.ok ? said('passphrase', 'The store opens by this passphrase alone from now on.') : noted
}

async function inFile(place: StorePlace): Promise<Result<Done, ChipDeskError>> {
  const changed = changeKeeping(place.kept, undefined)
  if (!changed.ok) return changed
  const noted = await note({ ...place, kept: { ...place.kept, secrets: {} } }, { change: 'raw' })
  return noted.ok ? said('raw', 'The key is in the key file again, for its owner to read.') : noted
}

async function seal(place: StorePlace, _: Answers, options: Options): Promise<Result<Done, ChipDeskError>> {
  const state = keyState(place.kept.path)
  if (state.ok && state.value?.keeping.way === 'passphrase')
    return fail(
      chipDeskError('ConfigInvalid', { cause: 'the window does not know the passphrase: first chipdesk key file' }),
    )
  const wanted = wantSealing(place.kept, options['allow-basic-text'])
  if (!wanted.ok) return wanted
  const noted = await note(place, { change: 'seal-at-next-start' })
  return noted.ok
    ? said('seal-at-next-start', 'The window seals the key by the operating system at its next start.')
    : noted
}

const said = (kept: string, words: string): Result<Done, ChipDeskError> => ok({ json: { kept }, words: [words] })

/** Into the audit of the store, by the key that opens it now. */
async function note(
  { kept, desk }: Pick<StorePlace, 'kept' | 'desk'>,
  facts: Readonly<Record<string, string>>,
): Promise<Result<void, ChipDeskError>> {
  const key = await loadOrCreateKey(kept)
  return key.ok ? noteInAudit(kept.store, key.value, commandEntry(desk, 'store.key', facts)) : key
}

function readText(path: string): Result<string, ChipDeskError> {
  try {
    return ok(readFileSync(path, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return fail(chipDeskError('StoreKeyMissing', { cause: `recovery file ${path}: ${code}` }))
  }
}
