import { expect, it, vi } from 'vitest'

it('does not open on a runtime that lacks a primitive, and names it', async () => {
  vi.resetModules()
  vi.doMock('node:crypto', async load => {
    const real = await load<typeof import('node:crypto')>()
    return {
      ...real,
      createCipheriv: (name: string, ...rest: [Uint8Array, Uint8Array]) => {
        if (name === 'aes-192-cbc') throw new Error('Unknown cipher')
        return real.createCipheriv(name, ...rest)
      },
    }
  })
  const { openStation } = await import('./open-station.ts')
  expect(await openStation({ mode: 'demo' })).toMatchObject({
    ok: false,
    error: { tag: 'ConfigRuntime', cause: 'this runtime lacks AES-192-CBC' },
  })
  vi.doUnmock('node:crypto')
})
