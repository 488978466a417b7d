import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { probeService } from './service-probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'chipdesk-probe-'))
const path = join(folder, 'service')
let server: Server | undefined

const serve = (answer: (socket: Socket) => void) =>
  new Promise<void>(resolve => {
    server = createServer(socket => {
      socket.on('error', () => {})
      socket.resume()
      answer(socket)
    })
    server.listen(path, () => resolve())
  })
const words = (...values: number[]) => new Uint8Array(new Uint32Array(values).buffer)

afterEach(async () => {
  await new Promise<void>(resolve => (server ? server.close(() => resolve()) : resolve()))
  server = undefined
  rmSync(path, { force: true })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(process.platform !== 'win32')('probe of the PC/SC service', () => {
  it('hears an answer, whole or in pieces', async () => {
    await serve(socket => {
      const answer = words(4, 4, 0)
      socket.once('data', () => {
        socket.write(answer.subarray(0, 5))
        setTimeout(() => socket.write(answer.subarray(5)), 20)
      })
    })
    expect(await probeService(path, 500)).toBe('answers')
  })

  it('finds nobody where there is no socket', async () => {
    expect(await probeService(join(folder, 'none'), 500)).toBe('absent')
  })

  it('does not wait for a service that hangs', async () => {
    await serve(() => {})
    const from = performance.now()
    expect(await probeService(path, 100)).toBe('silent')
    expect(performance.now() - from).toBeLessThan(2000)
  })

  it('understands a refusal, with and without words', async () => {
    await serve(socket => socket.once('data', () => socket.end()))
    expect(await probeService(path, 500)).toBe('denied')
    server?.removeAllListeners('connection').on('connection', (socket: Socket) => {
      socket.once('data', () => socket.write(words(4, 4, 0x8010006a)))
    })
    expect(await probeService(path, 500)).toBe('denied')
  })
})
