import { describe, expect, test } from 'vitest'
import { randomBytes } from '../crypto/random.ts'
import { isSecret } from '../crypto/secret-hash.ts'
import {
  type AccountChange,
  type AccountWish,
  changedAccount,
  changedParts,
  newAccount,
  shownAccount,
} from './accounts.ts'
import type { StoredOperator } from './stored-operator.ts'

const cost = { N: 1024, r: 8, p: 1 }
const at = new Date('2026-11-22T02:00:00Z')
const wish: AccountWish = { id: 'lan', name: 'Nguyễn Thị Lan', role: 'clerk', secret: '204060' }
const account = (id: string, more: Partial<StoredOperator> = {}): StoredOperator => ({
  id,
  name: id,
  role: 'clerk',
  secret: 'scrypt$',
  secretBy: id,
  disabled: false,
  createdAt: at.toISOString(),
  changedAt: at.toISOString(),
  ...more,
})
const head = account('head', { role: 'admin' })
const making = (accounts: StoredOperator[]) => ({ accounts, at, by: 'head', random: randomBytes, cost })
const make = (more: Partial<AccountWish>, accounts = [head]) => newAccount({ ...wish, ...more }, making(accounts))
const change = (wanted: AccountChange, accounts: StoredOperator[]) => changedAccount(wanted, making(accounts))
const refused = (cause: string) => ({ ok: false, error: expect.objectContaining({ tag: 'ApiOperatorInvalid', cause }) })

describe('a new account', () => {
  test('is kept with its secret hashed, and whoever chose it', async () => {
    const made = await make({ id: ' Lan ', officerNumber: ' 999190020304 ', name: ' Lan ' })
    if (!made.ok) throw new Error(made.error.cause)
    const { secret } = made.value
    const lan = account('lan', { name: 'Lan', officerNumber: '999190020304', secretBy: 'head' })
    expect(made.value).toEqual({ ...lan, secret })
    expect(secret).not.toContain('204060')
    expect(await isSecret('204060', secret)).toBe(true)
  })
  test('the first is an administrator’s', async () => {
    expect(await make({}, [])).toEqual(refused('first-must-be-admin'))
    expect(await make({ role: 'admin' }, [])).toMatchObject({ ok: true })
  })
  test.each([
    [{ id: 'head' }, 'id-taken'],
    [{ id: 'HEAD' }, 'id-taken'],
    [{ id: 'x' }, 'id-form'],
    [{ id: 'chị lan' }, 'id-form'],
    [{ id: 'station' }, 'id-form'],
    [{ id: 'unknown' }, 'id-form'],
    [{ name: '  ' }, 'name-empty'],
    [{ officerNumber: '99919002030' }, 'officer-number-form'],
    [{ officerNumber: '９99190020304' }, 'officer-number-form'],
    [{ secret: '12345' }, 'pin-short'],
    [{ secret: '123456' }, 'pin-trivial'],
    [{ secret: '199012', officerNumber: '999190020304' }, 'pin-birth'],
    [{ secret: 'matkhau1' }, 'password-simple'],
  ] as const)('%j is refused: %s', async (more, cause) => {
    expect(await make(more)).toEqual(refused(cause))
  })
})

describe('a changed account', () => {
  test('keeps what is not said', async () => {
    const lan = account('lan', { officerNumber: '999190020304', createdAt: '2020-01-01T00:00:00.000Z' })
    expect(await change({ id: 'lan', role: 'supervisor' }, [head, lan])).toEqual({
      ok: true,
      value: { ...lan, role: 'supervisor' },
    })
    expect(await change({ id: 'lan', officerNumber: '' }, [head, lan])).toEqual({
      ok: true,
      value: account('lan', { createdAt: lan.createdAt }),
    })
  })
  test('the last active administrator stays one', async () => {
    const gone = account('gone', { role: 'admin', disabled: true })
    const second = account('second', { role: 'admin' })
    for (const wanted of [{ role: 'clerk' }, { disabled: true }] as const) {
      expect(await change({ id: 'head', ...wanted }, [head, gone])).toEqual(refused('last-admin'))
      expect(await change({ id: 'head', ...wanted }, [head, second])).toMatchObject({ ok: true })
    }
    expect(await change({ id: 'gone', disabled: false }, [head, gone])).toMatchObject({ ok: true })
  })
  test('takes no secret that it had, and none of the person', async () => {
    const made = await make({ officerNumber: '999190020304' })
    if (!made.ok) throw new Error(made.error.cause)
    expect(await change({ id: 'lan', secret: '204060' }, [head, made.value])).toEqual(refused('secret-same'))
    expect(await change({ id: 'lan', secret: '150390' }, [head, made.value])).toEqual(refused('pin-birth'))
  })
  test('must be there', async () => {
    expect(await change({ id: 'nobody' }, [head])).toEqual(refused('no-such-account'))
  })
})

test('an account is shown without its secret, its number by the last three digits', () => {
  const shown = shownAccount(account('lan', { officerNumber: '999190020304', secret: 'scrypt$x' }))
  expect(shown.officerNumber).toBe('•••••••••304')
  expect(JSON.stringify(shown)).not.toMatch(/scrypt|999190|secret/)
})

test('the facts of a change name what changed, and nothing personal', () => {
  const before = account('lan', { officerNumber: '999190020304' })
  const after = {
    ...before,
    name: 'Nguyễn Thị Lan',
    role: 'auditor' as const,
    officerNumber: '999190020305',
    secret: 's',
  }
  expect(changedParts(before, after)).toEqual({
    account: 'lan',
    role: 'auditor',
    roleBefore: 'clerk',
    name: true,
    officerNumber: true,
    secret: true,
  })
  expect(changedParts(before, { ...before, disabled: true })).toEqual({ account: 'lan', disabled: true })
})
