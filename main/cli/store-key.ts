import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { StationPaths } from '../station/paths.ts'
import type { KeySecrets } from '../store/keys/keeping.ts'
import { loadOrCreateKey } from '../store/keys/key-file.ts'
import { keyState } from '../store/keys/key-state.ts'
import type { Answers } from './ask-secret.ts'

const asked = new WeakMap<Answers, Promise<string | undefined>>()

/**
 * The key of the store, for a command that opens it. Where a passphrase keeps it, that is the first question, asked once however
 * often the command opens the store.
 * @returns as `loadOrCreateKey`; `StoreKeySealed` where nobody can be asked
 */
export async function storeKey(
  { key: path, store }: Pick<StationPaths, 'key' | 'store'>,
  answers?: Answers,
): Promise<Result<Uint8Array, ChipDeskError>> {
  const secrets = await keySecrets(path, answers)
  return secrets.ok ? loadOrCreateKey({ path, store, secrets: secrets.value }) : secrets
}

/** Asks for the passphrase of the key where it has one. */
export async function keySecrets(path: string, answers?: Answers): Promise<Result<KeySecrets, ChipDeskError>> {
  const state = keyState(path)
  if (!state.ok) return state
  if (state.value?.keeping.way !== 'passphrase') return ok({})
  const passphrase = answers && (await passphraseOf(answers))
  return passphrase === undefined
    ? fail(chipDeskError('StoreKeySealed', { cause: 'passphrase needed' }))
    : ok({ passphrase })
}

function passphraseOf(answers: Answers): Promise<string | undefined> {
  const answer = asked.get(answers) ?? answers.secret('Mật khẩu của kho / Passphrase of the store')
  asked.set(answers, answer)
  return answer
}
