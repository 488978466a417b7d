import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issuerLine, signerUnder } from '../../fixtures/country/issuer-line.ts'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { signingKey } from '../../fixtures/services/registry/registry-signing.ts'
import { fingerprintOf } from '../trust/anchor.ts'
import { inGroups } from '../trust/certificate-facts.ts'

const name = { state: 'VN', organisation: 'Invented', commonName: 'Invented CSCA' }
const [issuer] = issuerLine('trust command test', name, [{ validFrom: '2020-01-01', validTo: '2038-01-01' }])
if (!issuer) throw new Error('one key')
const anchor = fingerprintOf(issuer.csca)

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'chipdesk-trust-'))
  mkdirSync(join(home, 'config'))
  writeFileSync(join(home, 'csca.cer'), issuer.csca)
  const signer = signerUnder(issuer, 'command signer', { validFrom: '2021-01-01', validTo: '2033-01-01' })
  writeFileSync(join(home, 'ds.cer'), signer.certificate)
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const program = join(import.meta.dirname, 'chipdesk.ts')
/** Runs a command as a person does, in a process of its own, with a site of its own. */
function trust(...args: string[]) {
  const env = { ...process.env, CHIPDESK_HOME: home }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'trust', ...args], { env, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}
const json = (...args: string[]) => {
  const { code, out } = trust(...args, '--json')
  return { code, value: JSON.parse(out) as Record<string, unknown> }
}

describe('chipdesk trust', () => {
  it('imports after a preview, lists, takes out of use, exports and removes', () => {
    const file = join(home, 'csca.cer')
    const preview = trust('import', file, '--as', 'identity-card')
    expect([preview.code, existsSync(join(home, 'config', 'anchors'))]).toEqual([0, false])
    expect(preview.out).toContain('anchor of kind identity-card, self-signed: new')
    expect(preview.out).toContain(inGroups(anchor))
    expect(preview.out).toContain('Nothing was stored.')
    const imported = trust('import', file, join(home, 'ds.cer'), '--as', 'identity-card', '--yes', '--operator', 'anna')
    expect([imported.code, imported.out.includes('Stored.')]).toEqual([0, true])
    expect(json('list')).toMatchObject({
      code: 0,
      value: {
        entries: expect.arrayContaining([
          expect.objectContaining({ what: 'anchor', kind: 'identity-card', fingerprint: anchor, importedBy: 'anna' }),
          expect.objectContaining({ what: 'signer' }),
        ]),
      },
    })
    expect(json('audit', '--at', '2026-11-21T00:00:00Z')).toMatchObject({
      code: 0,
      value: { certificates: 2, byRole: { anchor: 1, signer: 1 }, changes: 1 },
    })
    // As it is shown, in groups.
    expect(trust('disable', ...inGroups(anchor).split(' ')).code).toBe(0)
    expect(trust('list').out).toContain('anchor of kind identity-card, DISABLED')
    expect(trust('export').out.trim()).toBe('')
    expect(trust('enable', anchor.slice(0, 8)).code).toBe(0)
    expect(trust('export').out).toContain('-----BEGIN CERTIFICATE-----')
    expect(trust('remove', anchor).code).toBe(0)
    const log = readFileSync(join(home, 'config', 'anchors', 'trust-log.jsonl'), 'utf8')
    const actions = log
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).action)
    expect(actions).toEqual(['import', 'disable', 'enable', 'remove'])
  }, 30_000)

  it('says why not, and ends with 3', () => {
    expect(json('import', join(home, 'csca.cer'), '--yes')).toMatchObject({
      code: 3,
      value: { stored: false, items: [{ state: 'refused', cure: expect.stringContaining('--as') }] },
    })
    expect(trust('import', join(home, 'no.cer')).code).toBe(3)
    expect(trust('disable', '0123456789').code).toBe(3)
    expect(trust('list', '--trust', join(home, 'nowhere')).code).toBe(3)
  }, 30_000)

  it.each([
    [[]],
    [['explode']],
    [['import']],
    [['import', 'x', '--as', 'visa']],
    [['import', 'x', '--confirm', '1234']],
    [['disable', '12']],
  ])(
    '%j is wrong usage',
    args => {
      expect(trust(...args).code).toBe(2)
    },
    30_000,
  )

  it('takes the keys of the register from the configuration of the site', () => {
    const key = signingKey('k1', 'trust command test')
    const signedText = JSON.stringify({
      format: 'chipdesk-trust-bundle',
      version: 1,
      issuedAt: '2026-11-01T00:00:00Z',
      expiresAt: '2036-12-01T00:00:00Z',
      anchors: [{ kind: 'identity-card', certificate: Buffer.from(issuer.csca).toString('base64') }],
      certificates: [],
      revocationLists: [],
      withdrawn: [],
    })
    const bundle = join(home, 'bundle.json')
    writeFileSync(bundle, JSON.stringify({ keyId: 'k1', signedText, signature: key.sign(signedText) }))
    const folder = ['--trust', join(home, 'by-bundle')]
    expect(json('import', bundle, ...folder)).toMatchObject({ code: 3, value: { items: [{ state: 'refused' }] } })
    writeFileSync(join(home, 'key.pem'), key.publicPem)
    const given = json('import', bundle, ...folder, '--registry-key', `k1=${join(home, 'key.pem')}`)
    expect(given).toMatchObject({ code: 0, value: { stored: false, items: [{ what: 'bundle', state: 'new' }, {}] } })
    const registry = { url: 'https://registry.invalid', publicKeys: { k1: key.publicPem } }
    writeFileSync(join(home, 'config', 'config.json'), JSON.stringify({ registry }))
    expect(json('import', bundle, ...folder, '--yes')).toMatchObject({ code: 0, value: { stored: true } })
  }, 30_000)

  it('fetches the trust bundle of the register, and names a register that does not answer', async () => {
    const { url, publicKeys, stop } = await startRegistry({ people: [] })
    const configured = (registry: object) =>
      writeFileSync(join(home, 'config', 'config.json'), JSON.stringify({ registry }))
    // The register lives in this process: the command must not block it.
    const imported = async (...args: string[]) => {
      const { stdout, code } = await new Promise<{ stdout: string; code: number | null }>(resolve => {
        const command = [
          join(import.meta.dirname, 'chipdesk.ts'),
          'trust',
          'import',
          '--from-registry',
          '--json',
          ...args,
        ]
        const env = { ...process.env, CHIPDESK_HOME: home }
        const running = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'ignore'] })
        let stdout = ''
        running.stdout.on('data', (text: Buffer) => {
          stdout += text
        })
        running.on('close', code => resolve({ stdout, code }))
      })
      return { code, value: JSON.parse(stdout) }
    }
    const folder = ['--trust', join(home, 'from-registry')]
    configured({ url, publicKeys })
    expect(await imported(...folder, '--yes')).toMatchObject({
      code: 0,
      value: {
        stored: true,
        items: ['bundle', 'anchor', 'signer', 'signer', 'revocation-list'].map(what => ({ what })),
      },
    })
    configured({ url, publicKeys: { 'reference-1': signingKey('x', 'another').publicPem } })
    expect(await imported('--trust', join(home, 'forged'))).toMatchObject({ code: 3 })
    await stop()
    configured({ url, publicKeys })
    expect(await imported(...folder)).toMatchObject({ code: 3, value: { error: { tag: 'OnlineOffline' } } })
  }, 60_000)
})

const german = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'shared',
  'vectors',
  'masterlists',
  'DE_ML_2026-05-28-08-28-45.ml',
)
it.skipIf(!existsSync(german))(
  'a preview of hundreds of certificates comes whole through a pipe (needs ../shared/vectors)',
  () => {
    const { code, out } = trust('import', german)
    expect([code, out.trim().split('\n').at(-1)]).toEqual([3, 'Nothing to store.'])
    expect(out.match(/^certificate: UNCONFIRMED/gm)).toHaveLength(588)
  },
  30_000,
)
