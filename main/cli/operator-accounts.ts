import { randomBytes } from '../crypto/random.ts'
import { fail, type Result } from '../emrtd/result.ts'
import { type AccountMaking, changedAccount, changedParts, newAccount, typedName } from '../operators/accounts.ts'
import type { StoredOperator } from '../operators/stored-operator.ts'
import { vietnameseAccountProblems } from '../protocol/account-problem-texts.vi.ts'
import type { AuditAction, NewAuditEntry } from '../protocol/audit.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { type Role, roles } from '../protocol/roles.ts'
import { readArguments, UsageError } from './arguments.ts'
import { type Answers, askedAnswers } from './ask-secret.ts'
import { exitCodes } from './exit-codes.ts'
import { type OpenDesk, openDesk } from './open-desk.ts'
import { notDone } from './terminal.ts'

const options = {
  name: { type: 'string' },
  role: { type: 'string' },
  officer: { type: 'boolean', default: false },
  disable: { type: 'boolean', default: false },
  enable: { type: 'boolean', default: false },
} as const

/** `operator add ID --name NAME --role ROLE [--officer]`: the PIN, and the officer's number where asked for, are typed or piped. */
export async function runAdd(args: string[]): Promise<number> {
  const { id, values } = read(args)
  const { name, role } = values
  if (name === undefined || role === undefined) throw new UsageError('add takes --name and --role')
  return changing(async (making, answers) => {
    const secret = await newSecret(answers)
    if (!secret.ok) return secret
    const officerNumber = await officerNumberIf(values.officer, answers)
    return newAccount({ id, name, role, secret: secret.value, officerNumber }, making)
  })
}

/** `operator change ID [--name NAME] [--role ROLE] [--officer] [--disable | --enable]`. An empty officer's number takes it away. */
export async function runChange(args: string[]): Promise<number> {
  const { id, values } = read(args)
  const { name, role, officer, disable, enable } = values
  if (disable && enable) throw new UsageError('--disable or --enable, not both')
  if (name === undefined && role === undefined && !officer && !disable && !enable)
    throw new UsageError('nothing to change')
  return changing(async (making, answers) => {
    const officerNumber = await officerNumberIf(officer, answers)
    const disabled = disable ? true : enable ? false : undefined
    return changedAccount({ id, name, role, officerNumber, disabled }, making)
  })
}

/** `operator reset ID`: a new PIN, and no delay of wrong ones any more. */
export async function runReset(args: string[]): Promise<number> {
  const { id } = read(args)
  return changing(
    async (making, answers) => {
      const secret = await newSecret(answers)
      return secret.ok ? changedAccount({ id, secret: secret.value }, making) : secret
    },
    [`name:${typedName(id)}`, '*'],
  )
}

function read(args: string[]) {
  const { values, positionals } = readArguments(args, options, 1)
  const [id] = positionals
  if (id === undefined) throw new UsageError('name the account')
  const role = values.role
  if (role !== undefined && !isRole(role)) throw new UsageError(`--role takes ${roles.join(', ')}`)
  return { id, values: { ...values, role } }
}
const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text)

/** Opens the desk, makes the change with its audit entry, and closes it. */
async function changing(
  make: (making: AccountMaking, answers: Answers) => Promise<Result<StoredOperator, ChipDeskError>>,
  forget: readonly string[] = [],
): Promise<number> {
  const answers = askedAnswers()
  const desk = await openDesk(answers)
  if (!desk.ok) return notDone(desk.error, false)
  try {
    const done = await change(desk.value, answers, make, forget)
    if (done.ok) {
      const { id, role, name, disabled } = done.value
      console.log(`${id}  ${role}  ${name}${disabled ? '  disabled' : ''}`)
      return exitCodes.done
    }
    const code = notDone(done.error, false)
    const words = Object.entries(vietnameseAccountProblems).find(([problem]) => problem === done.error.cause)?.[1]
    if (words) console.error(`  ${words}`)
    return code
  } finally {
    answers.close()
    await desk.value.store.close()
  }
}

async function change(
  { store, people }: OpenDesk,
  answers: Answers,
  make: Parameters<typeof changing>[0],
  forget: readonly string[],
): Promise<Result<StoredOperator, ChipDeskError>> {
  const accounts = store.reader.operators()
  const made = await make({ accounts, at: new Date(), by: people.computerUser, random: randomBytes }, answers)
  if (!made.ok) return made
  const before = accounts.find(({ id }) => id === made.value.id)
  const action: AuditAction = before ? 'operator.change' : 'operator.create'
  const facts: NewAuditEntry['facts'] = before
    ? changedParts(before, made.value)
    : { account: made.value.id, role: made.value.role }
  const who = { operator: people.computerUser, role: 'none' } as const
  const saved = await store.writer.saveOperator(made.value, [people.entry({ ...who, action, outcome: 'done', facts })])
  if (!saved.ok) return saved
  if (forget.length === 0) return made
  const forgotten = await store.writer.saveSignInFailures(Object.fromEntries(forget.map(scope => [scope, undefined])))
  return forgotten.ok ? made : forgotten
}

/** Typed twice where a person types it. */
async function newSecret(answers: Answers): Promise<Result<string, ChipDeskError>> {
  const secret = await answers.secret('Mã PIN mới / New PIN')
  if (secret === undefined) return fail(chipDeskError('ApiOperatorInvalid', { cause: 'no PIN was given' }))
  if (answers.typed && (await answers.secret('Nhập lại / Once more')) !== secret)
    return fail(chipDeskError('ApiOperatorInvalid', { cause: 'the two PINs differ' }))
  return { ok: true, value: secret }
}

const officerNumberIf = async (wanted: boolean, answers: Answers) =>
  wanted ? ((await answers.line('Số định danh của cán bộ / Officer’s own number (12)')) ?? '') : undefined
