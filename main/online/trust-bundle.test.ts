import { expect, it } from 'vitest'
import { startRegistry } from '../../fixtures/services/registry/registry.ts'
import { fetchTrustBundle } from './trust-bundle.ts'

it.each(['http://registry.example', 'ftp://registry.example', 'registry.example', ''])(
  'asks nobody at %j: it is not https',
  async address => {
    expect(await fetchTrustBundle(address)).toMatchObject({ ok: false, error: { tag: 'ConfigInvalid' } })
  },
)

it('gives the bundle as it came, and names a register that has none', async () => {
  const registry = await startRegistry({ people: [] })
  const bundle = await fetchTrustBundle(registry.url)
  const { keyId } = bundle.ok ? JSON.parse(new TextDecoder().decode(bundle.value)) : { keyId: undefined }
  expect(keyId).toBe('reference-1')
  registry.setScenario('503')
  expect(await fetchTrustBundle(registry.url)).toMatchObject({ ok: false, error: { tag: 'OnlineFailed' } })
  await registry.stop()
})
