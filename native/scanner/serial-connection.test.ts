import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openSerialPort } from './serial-connection.ts'
import type { SerialLibrary, SerialPort } from './serial-library.ts'
import { serialDefaults } from './serial-scanner.ts'

/** A port that a test drives by hand, as the library's on systems that this test does not run on. */
function fakePort(more: Partial<SerialPort> = {}) {
  const calls: string[] = []
  const buffers: Buffer[] = []
  let arrive: (bytes: Uint8Array | Error) => void = () => {}
  let isOpen = true
  const note = (name: string) => async () => void calls.push(name)
  const port: SerialPort = {
    get isOpen() {
      return isOpen
    },
    set: async lines => void calls.push(`dtr ${lines.dtr}`),
    flush: note('flush'),
    getBaudRate: async () => {},
    read: buffer => {
      if (buffers.length === 0) calls.push('read')
      buffers.push(buffer)
      return new Promise((resolve, reject) => {
        arrive = bytes => {
          if (bytes instanceof Error) return reject(bytes)
          buffer.set(bytes)
          resolve({ bytesRead: bytes.length })
        }
      })
    },
    async close() {
      isOpen = false
      calls.push('close')
    },
    ...more,
  }
  const library: SerialLibrary = {
    list: async () => [],
    async open({ path, baudRate, lock }) {
      calls.push(`open ${path} ${baudRate} ${lock}`)
      return port
    },
  }
  return { library, calls, buffers, arrive: (bytes: Uint8Array | Error) => arrive(bytes) }
}
async function connect(fake: ReturnType<typeof fakePort>) {
  const said: string[] = []
  const settings = { ...serialDefaults, baudRate: 115_200, heartbeatMs: 20 } as const
  const opened = await openSerialPort(fake.library, 'COM3', settings, {
    code: bytes => said.push(Buffer.from(bytes).toString()),
    problem: tag => said.push(tag),
    lost: () => said.push('lost'),
  })
  if (!opened.ok) throw new Error(opened.error.tag)
  return { said, ...opened.value }
}

test('a port is opened for this program alone, says that the computer is there, and forgets what came before', async () => {
  const fake = fakePort()
  const { close } = await connect(fake)
  expect(fake.calls).toEqual(['open COM3 115200 true', 'dtr true', 'flush', 'read'])
  await close()
  await close()
  expect(fake.calls.slice(4)).toEqual(['close'])
})

test('a port without modem lines is read all the same', async () => {
  const refuse = () => Promise.reject(new Error('Inappropriate ioctl'))
  const fake = fakePort({ set: refuse, flush: refuse })
  const { said, close } = await connect(fake)
  fake.arrive(Buffer.from('999099000001\r'))
  await vi.waitFor(() => expect(said).toEqual(['999099000001']))
  await close()
})

test('a port that dies without a word is noticed by asking it', async () => {
  let dead = false
  const fake = fakePort({
    getBaudRate: async () => {
      if (dead) throw new Error('Input/output error')
    },
  })
  const { said } = await connect(fake)
  await pause(50)
  expect(said).toEqual([])
  dead = true
  await vi.waitFor(() => expect(said).toEqual(['lost']))
  expect(fake.calls.at(-1)).toBe('close')
})

test('a port that takes its time to answer is not asked again before', async () => {
  let asked = 0
  const fake = fakePort({
    getBaudRate() {
      asked += 1
      return new Promise(() => {})
    },
  })
  const { close } = await connect(fake)
  await pause(80)
  expect(asked).toBe(1)
  await close()
})

test('a port that cannot be asked is not taken for dead', async () => {
  const fake = fakePort({ getBaudRate: () => Promise.reject(new Error('not implemented on this platform')) })
  const { said, close } = await connect(fake)
  await pause(60)
  fake.arrive(Buffer.from('999099000001\r'))
  await vi.waitFor(() => expect(said).toEqual(['999099000001']))
  await close()
})

test('what was read is overwritten at once, and half a code ends with its port', async () => {
  const fake = fakePort()
  const { said } = await connect(fake)
  fake.arrive(Buffer.from('999099000001\r9990'))
  await vi.waitFor(() => expect(fake.buffers).toHaveLength(2))
  expect(fake.buffers.every(buffer => buffer.every(byte => byte === 0))).toBe(true)
  fake.arrive(new Error('EIO'))
  await vi.waitFor(() => expect(said).toEqual(['999099000001', 'lost']))
  await pause(100)
  expect(said).toEqual(['999099000001', 'lost'])
})
