import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chipDeskError } from '../protocol/errors.ts'
import { type Settings, type SettingValue, settingsCallSchemas, settingsSchema } from '../protocol/settings.ts'
import { loadConfig } from './config.ts'
import { type DeskOfTests, deskOfTests } from './desk-of-tests.ts'
import type { Actor } from './guard.ts'
import { settingsCalls } from './settings-calls.ts'
import type { SettingChange } from './settings-file.ts'

const head: Actor = { id: 'head', name: 'Người head', role: 'admin' }
let desk: DeskOfTests
let home: string
let reopened: unknown[]
let reading: boolean
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-settings-'))
  desk = await deskOfTests()
  await desk.add({ id: 'head', role: 'admin' })
  reopened = []
  reading = false
})
afterEach(async () => {
  await desk.close()
  rmSync(home, { recursive: true, force: true })
})

const path = () => join(home, 'config.json')
const file = (json: unknown) => writeFileSync(path(), typeof json === 'string' ? json : JSON.stringify(json))
const written = () => JSON.parse(readFileSync(path(), 'utf8')) as unknown
async function opened() {
  const config = await loadConfig(path())
  if (!config.ok) throw new Error(config.error.cause)
  const paths = { config: path(), printers: join(home, 'printers.json') }
  return settingsCalls(
    {
      settings: { paths, config: config.value },
      store: desk.store,
      people: desk,
      records: { lines: () => ({}) },
      reopen: wish => reopened.push(wish),
    },
    () => reading,
  )
}
type Calls = Awaited<ReturnType<typeof opened>>
/** As they go over the wire. */
const list = async (calls: Calls): Promise<Settings> => settingsSchema.parse(await calls['settings.list']({}, head))
const set = (name: SettingChange['name'], value: SettingValue | null): SettingChange => ({ name, value })
async function change(calls: Calls, ...changes: SettingChange[]) {
  const { revision } = await list(calls)
  return calls['settings.change'](settingsCallSchemas['settings.change'].params.parse({ revision, changes }), head)
}
const audited = () => desk.audit().filter(({ action }) => action === 'settings.change')

describe('how a desk is set', () => {
  test('without a file it has the defaults, every kind of desk with its laws, and the services that are not there', async () => {
    const shown = await list(await opened())
    expect(shown).toMatchObject({ changeable: true, applied: true, values: {} })
    expect(shown.defaults).toMatchObject({ 'desk.definition': 'office', lockAfterSeconds: 300, policy: 'counter' })
    expect(shown.definitions.map(({ id }) => id)).toEqual(['bank', 'clinic', 'commune', 'office', 'telecom'])
    const clinic = shown.definitions.find(({ id }) => id === 'clinic')
    expect(clinic).toMatchObject({ own: false, slips: true, face: false })
    expect(clinic?.visits[0]?.legalBases.map(({ code }) => code)).toContain('188/2025/NĐ-CP')
    expect(shown.services.map(({ id, configured }) => [id, configured])).toEqual(
      ['registry', 'card-provider', 'population-base', 'insurance', 'organisation', 'door'].map(id => [id, false]),
    )
  })

  test('no secret is in it, only whether it is set', async () => {
    file({ insurance: { url: 'https://bhyt.example/', username: '01001_BV', facilityCode: '01001' } })
    await desk.store.writer.saveSetting('secret.insurance.password', 'Rất-bí-mật-1')
    const shown = await list(await opened())
    expect(shown.services.find(({ id }) => id === 'insurance')).toMatchObject({
      configured: true,
      secrets: [{ name: 'insurance.password', set: true }],
    })
    expect(JSON.stringify(shown)).not.toContain('Rất-bí-mật-1')
  })
})

describe('a change', () => {
  test('is written as a whole, audited by its names alone, and the desk is opened anew', async () => {
    file({
      desk: { id: 'quay-7', name: 'Quầy 7' },
      retention: { BANK_COUNTER_TXN: { days: 3650, source: '14/2022/QH15' } },
    })
    const calls = await opened()
    const wish = [
      set('desk.name', 'Quầy số 8'),
      set('desk.letterhead.unit', 'Phòng khám số 2'),
      set('clearAfterSeconds', 60),
    ]
    expect(await change(calls, ...wish)).toEqual({
      changed: ['desk.name', 'desk.letterhead.unit', 'clearAfterSeconds'],
    })
    expect(written()).toEqual({
      desk: { id: 'quay-7', name: 'Quầy số 8', letterhead: { unit: 'Phòng khám số 2' } },
      retention: { BANK_COUNTER_TXN: { days: 3650, source: '14/2022/QH15' } },
      clearAfterSeconds: 60,
    })
    expect(reopened).toEqual([undefined])
    expect(audited().map(({ operator, facts }) => [operator, facts])).toEqual([
      ['head', JSON.stringify({ changed: 'desk.name desk.letterhead.unit clearAfterSeconds', setting: 'config.json' })],
    ])
    expect(JSON.stringify(desk.audit())).not.toContain('Phòng khám')
    expect(readFileSync(`${path()}.previous`, 'utf8')).toContain('"Quầy 7"')
  })

  test('taken back leaves nothing of itself', async () => {
    file({ desk: { letterhead: { unit: 'x' } } })
    await change(await opened(), set('desk.letterhead.unit', null))
    expect(written()).toEqual({})
  })

  test('to what it is already does nothing', async () => {
    file({ desk: { name: 'Quầy 7' } })
    const before = readFileSync(path(), 'utf8')
    expect(await change(await opened(), set('desk.name', 'Quầy 7'), set('policy', 'counter'))).toEqual({ changed: [] })
    expect([readFileSync(path(), 'utf8'), reopened, audited()]).toEqual([before, [], []])
  })

  test('keeps who may read the file, and a link a link', async () => {
    const real = join(home, 'real.json')
    writeFileSync(real, '{}')
    chmodSync(real, 0o640)
    symlinkSync(real, path())
    await change(await opened(), set('desk.name', 'Quầy 9'))
    expect(lstatSync(path()).isSymbolicLink()).toBe(true)
    expect(statSync(real).mode & 0o777).toBe(0o640)
    expect(readFileSync(real, 'utf8')).toContain('Quầy 9')
  })

  test.each<[string, SettingChange[], object]>([
    [
      'a kind of desk that is not there',
      [set('desk.definition', '../office')],
      { tag: 'ConfigDesk', cause: 'no definition ../office' },
    ],
    ['a purpose of another desk', [set('desk.purpose', 'BANK_COUNTER_TXN')], { tag: 'ConfigDesk' }],
    [
      'a law that the purpose does not rest on',
      [
        set('desk.definition', 'clinic'),
        set('desk.purpose', 'PATIENT_ADMISSION'),
        set('desk.legalBasis', '17/2024/TT-NHNN'),
      ],
      { tag: 'ConfigDesk', cause: expect.stringContaining('PATIENT_ADMISSION does not rest on 17/2024/TT-NHNN') },
    ],
    [
      'no name',
      [set('desk.name', ' ')],
      { tag: 'ConfigInvalid', cause: expect.stringContaining('config.json: desk.name:') },
    ],
    ['a name that turns what follows', [set('desk.name', 'Quầy \u202e7')], { tag: 'ConfigInvalid' }],
    ['a name in several lines', [set('desk.letterhead.unit', 'a\nb')], { tag: 'ConfigInvalid' }],
    ['a time that is none', [set('lockAfterSeconds', 5)], { cause: expect.stringContaining('lockAfterSeconds') }],
    ['a word for a number', [set('lockAfterSeconds', '300')], { cause: expect.stringContaining('lockAfterSeconds') }],
    [
      'an address without TLS',
      [
        set('insurance.url', 'http://bhyt.example/'),
        set('insurance.username', 'a'),
        set('insurance.facilityCode', '01001'),
      ],
      { tag: 'ConfigInvalid', cause: 'config.json: insurance.url: must begin with https://' },
    ],
    [
      'a service of which the most is missing',
      [set('registry.url', 'https://register.example/')],
      { tag: 'ConfigInvalid' },
    ],
    ['a door at a port of the system', [set('door.port', 80)], { cause: expect.stringContaining('door.port') }],
    ['a printer that is no name', [set('printers.roll', 'a\u0000b')], { cause: 'config.json: printers.roll' }],
  ])('to %s is refused before anything is written, with its place', async (_, wish, error) => {
    file({ desk: { name: 'Quầy 7' } })
    const before = readFileSync(path(), 'utf8')
    await expect(change(await opened(), ...wish)).rejects.toMatchObject(error)
    expect([readFileSync(path(), 'utf8'), reopened, audited()]).toEqual([before, [], []])
  })

  test('to two things at once, of which one is wrong, changes neither', async () => {
    file({})
    await expect(change(await opened(), set('desk.name', 'Quầy 9'), set('lockAfterSeconds', 1))).rejects.toBeDefined()
    expect(written()).toEqual({})
  })

  test('of two administrators the second sees what the first has done before anything of it is lost', async () => {
    file({})
    const calls = await opened()
    const { revision } = await list(calls)
    const both = await Promise.allSettled([
      calls['settings.change']({ revision, changes: [set('desk.name', 'Quầy một')] }, head),
      calls['settings.change']({ revision, changes: [set('desk.name', 'Quầy hai')] }, { ...head, id: 'other' }),
    ])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(both[1]).toMatchObject({ reason: chipDeskError('ConfigChanged') })
    expect(written()).toEqual({ desk: { name: 'Quầy một' } })
  })

  test('to a file that was changed on the disk meanwhile is not made; what it says now can be taken on', async () => {
    file({ desk: { name: 'Quầy 7' } })
    const calls = await opened()
    const { revision } = await list(calls)
    file({ desk: { name: 'Quầy sửa tay' } })
    const made = calls['settings.change']({ revision, changes: [set('policy', 'strict')] }, head)
    await expect(made).rejects.toMatchObject({ tag: 'ConfigChanged' })
    expect(await list(calls)).toMatchObject({ applied: false, values: { 'desk.name': 'Quầy sửa tay' } })
    expect(await change(calls)).toEqual({ changed: [] })
    expect([reopened, audited()]).toEqual([[undefined], []])
  })

  test('is not made under a card that is being read', async () => {
    file({})
    const calls = await opened()
    const { revision } = await list(calls)
    reading = true
    const changes = [set('desk.name', 'Quầy 9')]
    await expect(async () => calls['settings.change']({ revision, changes }, head)).rejects.toMatchObject({
      tag: 'ReaderReading',
    })
    expect(written()).toEqual({})
  })

  test('that cannot be written down in the log is not made', async () => {
    file({})
    const calls = await opened()
    const { revision } = await list(calls)
    const broken = {
      ...desk.store,
      writer: {
        ...desk.store.writer,
        appendAudit: async () => ({ ok: false as const, error: chipDeskError('StoreFull') }),
      },
    }
    const paths = { config: path(), printers: join(home, 'printers.json') }
    const config = await loadConfig(path())
    if (!config.ok) throw new Error('no config')
    const more = settingsCalls(
      { settings: { paths, config: config.value }, store: broken, people: desk, records: { lines: () => ({}) } },
      () => false,
    )
    const made = more['settings.change']({ revision, changes: [set('desk.name', 'Quầy 9')] }, head)
    await expect(made).rejects.toMatchObject({ tag: 'StoreFull' })
    expect(written()).toEqual({})
  })

  test('of printers stands in a file of its own, and opens nothing anew', async () => {
    file({})
    const calls = await opened()
    expect(await change(calls, set('printers.roll', 'POS-80'))).toEqual({ changed: ['printers.roll'] })
    expect(JSON.parse(readFileSync(join(home, 'printers.json'), 'utf8'))).toEqual({ roll: 'POS-80' })
    expect(await list(calls)).toMatchObject({ values: { 'printers.roll': 'POS-80' } })
    expect([written(), reopened, audited().length]).toEqual([{}, [], 1])
  })
})

describe('a file that is wrong', () => {
  test.each([
    ['{', 'config.json is not JSON'],
    ['[]', 'config.json is not an object'],
    ['{"desk":{"nme":"x"}}', 'config.json: desk: Unrecognized key'],
  ])('%s is named, and not written over', async (text, cause) => {
    file({})
    const calls = await opened()
    file(text)
    await expect(list(calls)).rejects.toMatchObject({ tag: 'ConfigInvalid', cause: expect.stringContaining(cause) })
    const made = async () => calls['settings.change']({ revision: '', changes: [] }, head)
    await expect(made).rejects.toMatchObject({ tag: 'ConfigInvalid' })
    expect(readFileSync(path(), 'utf8')).toBe(text)
  })
})

describe('a secret', () => {
  test('is set and removed in the store, and the log names it alone', async () => {
    const calls = await opened()
    await calls['settings.secret']({ name: 'door.token', value: 'a'.repeat(40) }, head)
    expect(desk.store.reader.setting('secret.door.token')).toBe('a'.repeat(40))
    await calls['settings.secret']({ name: 'door.token' }, head)
    expect(desk.store.reader.setting('secret.door.token')).toBeUndefined()
    expect(audited().map(({ facts }) => JSON.parse(facts ?? ''))).toEqual([
      { setting: 'secret.door.token', change: 'set' },
      { setting: 'secret.door.token', change: 'remove' },
    ])
    expect(JSON.stringify(desk.audit())).not.toContain('aaaaaaaa')
    expect(reopened).toHaveLength(2)
  })

  test('that no service has is refused', async () => {
    const calls = await opened()
    const made = async () => calls['settings.secret']({ name: 'desk.definition.office', value: '{}' }, head)
    await expect(made).rejects.toMatchObject({ tag: 'ApiMessageInvalid' })
    expect(desk.store.reader.setting('secret.desk.definition.office')).toBeUndefined()
  })
})
