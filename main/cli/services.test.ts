import { createServer } from 'node:net'
import { afterEach, expect, it, vi } from 'vitest'
import { freePorts } from '../../fixtures/services/free-ports.ts'
import { UsageError } from './arguments.ts'
import { run } from './services.ts'

afterEach(() => vi.restoreAllMocks())

it('ends with a word where a port is taken, and leaves none of the services behind', async () => {
  const first = await freePorts(2)
  const taken = createServer()
  await new Promise<void>(resolve => taken.listen(first + 1, '127.0.0.1', resolve))
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await run(['--port', String(first)])).toBe(3)
  expect(said.mock.calls.join()).toContain('insurance cannot start: listen EADDRINUSE')
  await new Promise<void>((resolve, reject) => {
    const again = createServer().once('error', reject)
    again.listen(first, '127.0.0.1', () => again.close(() => resolve()))
  })
  await new Promise(resolve => taken.close(resolve))
})

it('refuses a port with too few behind it', async () => {
  await expect(run(['--port', '65533'])).rejects.toThrow(UsageError)
})
