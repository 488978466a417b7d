import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Result } from '../emrtd/result.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import type { DeskDefinition } from './definition.ts'
import { definitionsOf, loadDefinitions, shippedDefinitions, tableOf } from './load-definitions.ts'

const ids = ['bank', 'clinic', 'commune', 'office', 'telecom']
const root = join(import.meta.dirname, '..', '..')
const idsOf = (loaded: Result<DeskDefinition[], ChipDeskError>) =>
  loaded.ok ? loaded.value.map(({ id }) => id) : `${loaded.error.tag}: ${loaded.error.cause}`
const shippedText = (id: string) => readFileSync(join(shippedDefinitions(), `${id}.json`), 'utf8')
/** As text, so that what is replaced is seen to be there. */
const changed = (id: string, from: string, to: string) => {
  const text = shippedText(id)
  expect(text).toContain(from)
  return text.replaceAll(from, to)
}

describe('those of the product', () => {
  test('are found beside the module', async () => expect(idsOf(await loadDefinitions())).toEqual(ids))

  test('are found beside the bundle, where they are copied, and go into the packed app', async () => {
    const { bundle } = (await import(join(root, 'scripts', 'bundle.mjs'))) as {
      bundle(root: string, wanted: readonly { entry: string; output: string; beside: string[] }[]): Promise<string[]>
    }
    const output = 'build/desks/load-definitions.cjs'
    rmSync(join(root, 'build', 'desks'), { recursive: true, force: true })
    await bundle(root, [{ entry: 'main/desks/load-definitions.ts', output, beside: ['main/desks/definitions/'] }])
    const bundled: { loadDefinitions: typeof loadDefinitions; shippedDefinitions(): string } = createRequire(
      import.meta.url,
    )(join(root, output))
    expect(bundled.shippedDefinitions()).toBe(join(root, 'build', 'desks', 'definitions', '/'))
    expect(idsOf(await bundled.loadDefinitions())).toEqual(ids)
    const packed = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    expect(packed).toMatch(/^ {2}- build\/station\/definitions\/\*\.json$/m)
    expect(packed).toMatch(/^asarUnpack:\n {2}- build\/station\/\*\*$/m)
    expect(readFileSync(join(root, 'scripts', 'bundle.mjs'), 'utf8')).toMatch(
      /output: 'build\/station\/station\.cjs',\n\s+beside: \[\s*'main\/desks\/definitions\/'/,
    )
  })
})

describe('a folder', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'chipdesk-desks-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  /** What comes of a folder with these files alone. */
  async function loaded(files: Record<string, string>) {
    rmSync(folder, { recursive: true, force: true })
    folder = mkdtempSync(join(tmpdir(), 'chipdesk-desks-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    return idsOf(await loadDefinitions(folder))
  }

  test('gives its definitions by name, and looks at nothing else', async () => {
    const files = { 'office.json': `\uFEFF${shippedText('office')}`, 'bank.json': shippedText('bank'), 'note.txt': '{' }
    expect(await loaded(files)).toEqual(['bank', 'office'])
  })

  test.each<[string, () => Record<string, string>, string | RegExp]>([
    ['without one', () => ({ 'note.txt': '' }), /^ConfigDesk: .*: no definition$/],
    ['with half a file', () => ({ 'office.json': '{"id":' }), 'ConfigDesk: office.json: is not JSON'],
    [
      'with a wrong one beside a good one',
      () => ({
        'bank.json': shippedText('bank'),
        'office.json': changed('office', '"expired": "warn"', '"expired": 1'),
      }),
      'ConfigDesk: office.json: identity.expired: Invalid option: expected one of "stop"|"warn"',
    ],
    [
      'with one under a wrong name',
      () => ({ 'post.json': shippedText('office') }),
      "ConfigDesk: post.json: id: office is not the file's name",
    ],
    [
      'with two that tell one purpose in different ways',
      () => ({
        'mobile.json': changed('telecom', '"id": "telecom"', '"id": "mobile"').replace('"days": 180', '"days": 90'),
        'telecom.json': shippedText('telecom'),
      }),
      'ConfigDesk: telecom: SUBSCRIBER_CHECK is known already and may not be told anew',
    ],
  ])('%s', async (_, files, cause) => {
    const said = await loaded(files())
    if (typeof cause === 'string') expect(said).toBe(cause)
    else expect(said).toMatch(cause)
  })

  test('that is not there', async () =>
    expect(idsOf(await loadDefinitions(join(folder, 'none')))).toMatch(/^ConfigDesk: .*none: ENOENT$/))
})

describe("an administrator's own", () => {
  const shipped = async () => {
    const loaded = await loadDefinitions()
    return loaded.ok ? loaded.value : []
  }
  const withOwn = async (own: Record<string, string>) => {
    const rows = Object.entries(own).map(([id, value]) => ({ name: `desk.definition.${id}`, value }))
    return definitionsOf({ settings: prefix => rows.filter(({ name }) => name.startsWith(prefix)) }, await shipped())
  }

  test('come beside those of the product, or in the place of one', async () => {
    expect(idsOf(await withOwn({}))).toEqual(ids)
    const mobile = changed('telecom', '"id": "telecom"', '"id": "mobile"')
    expect(idsOf(await withOwn({ mobile }))).toEqual(['bank', 'clinic', 'commune', 'mobile', 'office', 'telecom'])
    const own = await withOwn({ bank: changed('bank', '10000000', '5000000') })
    expect(idsOf(own)).toEqual(ids)
    const bank = own.ok ? own.value.find(({ id }) => id === 'bank') : undefined
    expect(bank?.visits[1]?.steps.find(({ id }) => id === 'face')?.amountFrom).toBe(5_000_000)
  })

  test('may tell the purpose of the one in whose place it stands anew', async () => {
    const own = await withOwn({ telecom: changed('telecom', '"days": 180', '"days": 90') })
    expect(idsOf(own)).toEqual(ids)
    const table = own.ok ? tableOf(own.value) : own
    expect(table.ok && table.value.purposes.at(-1)?.retention.days).toBe(90)
  })

  test('is named where it is wrong', async () => {
    expect(idsOf(await withOwn({ bank: shippedText('office') }))).toBe('ConfigDesk: desk.definition.bank: id: office')
    expect(idsOf(await withOwn({ bank: '{}' }))).toMatch(/^ConfigDesk: desk\.definition\.bank: id: /)
    const mobile = changed('telecom', '"id": "telecom"', '"id": "mobile"').replace('"days": 180', '"days": 90')
    expect(idsOf(await withOwn({ mobile }))).toBe(
      'ConfigDesk: telecom: SUBSCRIBER_CHECK is known already and may not be told anew',
    )
  })
})
