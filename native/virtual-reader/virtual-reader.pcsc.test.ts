import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadService } from '../pcsc/load-service.ts'
import { findInstalledParts } from './installed-parts.ts'
import { placeScriptedCard } from './scripted-card.ts'
import { startVirtualReader, type VirtualReader } from './virtual-reader.ts'

const run = promisify(execFile)
const modules = {
  virtualReader: new URL('./virtual-reader.ts', import.meta.url).href,
  openPcsc: new URL('../pcsc/open-pcsc.ts', import.meta.url).href,
}
/** Runs a program in a process of its own: libpcsclite talks to one service in each. */
const program = (source: string) => ['--input-type=module', '-e', source]

const readers = new Set<VirtualReader>()
async function start(options?: Parameters<typeof startVirtualReader>[0]): Promise<VirtualReader> {
  const started = await startVirtualReader(options)
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  readers.add(started.value)
  return started.value
}

/** Neither running nor waiting for its parent to notice its end. */
function isGone(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}
async function until(fits: () => boolean, withinMs: number) {
  const from = performance.now()
  while (!fits()) {
    if (performance.now() - from > withinMs) throw new Error(`not within ${withinMs} ms`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

beforeEach(async ctx => {
  const parts = findInstalledParts()
  const loaded = await loadService()
  if (!parts.ok) ctx.skip(parts.error.cause)
  if (!loaded.ok) ctx.skip(loaded.error.cause)
})
afterEach(async () => {
  await Promise.all([...readers].map(reader => reader.stop()))
  readers.clear()
})

describe('the virtual reader', () => {
  it('is ready in less than 3 s, and leaves nothing behind', async () => {
    const from = performance.now()
    const reader = await start()
    expect(performance.now() - from).toBeLessThan(3_000)
    expect(isGone(reader.pid)).toBe(false)
    await reader.stop()
    await reader.stop()
    expect(isGone(reader.pid)).toBe(true)
    expect(existsSync(dirname(reader.socket))).toBe(false)
  })

  it('is reached from this computer only', async () => {
    const { port } = await start()
    const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n')
    const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0')
    const addresses = [port, port + 1].map(each => rows.find(row => row.includes(`:${hex(each)} 00000000:0000 0A`)))
    for (const address of addresses) expect(address).toMatch(/ 0100007F:/)
  })

  it('runs side by side with others, each with its own readers and cards', async () => {
    const [left, right] = await Promise.all([start({ name: 'Left Reader' }), start({ name: 'Right Reader' })])
    const card = await placeScriptedCard(right.port, () => Uint8Array.of(0x90, 0x00))
    /** What a process with one of them alone sees, once it has seen its own: 800 ms later the other's would be there too. */
    const look = async ({ socket }: VirtualReader, cards: number) => {
      const source = `
        import { openPcsc } from ${JSON.stringify(modules.openPcsc)}
        const opened = await openPcsc({ socket: ${JSON.stringify(socket)} })
        const seen = []
        let found
        const own = new Promise(resolve => { found = resolve })
        const stop = opened.value.watch(readers => {
          seen.push(readers.map(({ name, card }) => name + (card ? ' card' : '')))
          if (readers.length === 2 && readers.filter(({ card }) => card).length === ${cards}) found()
        })
        await own
        await new Promise(resolve => setTimeout(resolve, 800))
        stop()
        await opened.value.close()
        console.log(JSON.stringify(seen.at(-1)))`
      return JSON.parse((await run(process.execPath, program(source))).stdout)
    }
    expect(await Promise.all([look(left, 0), look(right, 1)])).toEqual([
      ['Left Reader 00 00', 'Left Reader 00 01'],
      ['Right Reader 00 00 card', 'Right Reader 00 01'],
    ])
    await card.remove()
  })

  it('takes no real reader and no pid file from the service of the system', async () => {
    const pidFile = '/run/pcscd/pcscd.pid'
    const content = () => (existsSync(pidFile) ? readFileSync(pidFile, 'utf8') : 'none')
    const before = content()
    const { pid } = await start()
    expect(content()).toBe(before)
    expect(readFileSync(`/proc/${pid}/maps`, 'utf8')).not.toMatch(/libccid/)
  })

  it('dies with the process that started it, even when that is killed', async () => {
    const source = `
      import { startVirtualReader } from ${JSON.stringify(modules.virtualReader)}
      const started = await startVirtualReader()
      console.log(started.value.pid, started.value.socket)
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, program(source), { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(parent.stdout, 'data')) as [Buffer]
    const [pid, socket = ''] = line.toString().trim().split(' ')
    expect(isGone(Number(pid))).toBe(false)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    await until(() => isGone(Number(pid)), 1_000)
    // What is left on disk goes with the next start.
    await start()
    expect(existsSync(dirname(socket))).toBe(false)
  })

  it('refuses a name that would break its configuration', async () => {
    await expect(startVirtualReader({ name: 'a"\nLIBPATH /tmp/x' })).rejects.toThrow('not a name')
  })
})

describe('a program whose card never answers', () => {
  it('ends with its own exit code all the same', async () => {
    const reader = await start({ name: 'Mute Reader' })
    const card = await placeScriptedCard(reader.port, () => 'mute')
    const source = `
      import { openPcsc } from ${JSON.stringify(modules.openPcsc)}
      const opened = await openPcsc({ socket: ${JSON.stringify(reader.socket)} })
      const name = await new Promise(resolve => {
        opened.value.watch(readers => readers.forEach(reader => reader.card && resolve(reader.name)))
      })
      const connected = await opened.value.connect(name)
      const answer = await connected.value.transmit(Uint8Array.of(0, 0xb0, 0, 0, 0), 200)
      await connected.value.close()
      await opened.value.close()
      console.log(answer.error.tag)
      process.exit(3)`
    const ended = await run(process.execPath, program(source), { timeout: 5_000 }).catch(error => error)
    expect(ended).toMatchObject({ code: 3, killed: false, stdout: 'CardMute\n' })
    await card.remove()
  })
})
