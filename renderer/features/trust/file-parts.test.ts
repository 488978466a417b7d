import { expect, it } from 'vitest'
import { calls } from '../../../main/protocol/station.ts'
import { trustPartBytes } from '../../../main/protocol/trust.ts'
import { maxRequestLength } from '../../../main/shell/station-wire.ts'
import { drawnUpload, type FilePart, fileParts } from './file-parts.ts'

const file = (name: string, length: number) => ({
  name,
  bytes: Uint8Array.from({ length }, (_, at) => (at * 7) % 256),
  arrayBuffer() {
    return Promise.resolve(this.bytes.buffer as ArrayBuffer)
  },
})

it('gives every byte of every file once and in order, none of it longer than the wire takes', async () => {
  const files = [file('a'.repeat(300), trustPartBytes * 2 + 5), file('Tệp rỗng.cer', 0), file('b.ml', trustPartBytes)]
  const parts: FilePart[] = []
  for await (const part of fileParts(files)) parts.push(part)
  expect(parts.map(({ file: of, at }) => [of, at])).toEqual([
    [0, 0],
    [0, trustPartBytes],
    [0, trustPartBytes * 2],
    [1, 0],
    [2, 0],
  ])
  const joined = parts.filter(({ file: of }) => of === 0).map(({ part }) => Buffer.from(part, 'base64'))
  expect(Buffer.concat(joined).equals(files[0]?.bytes ?? new Uint8Array())).toBe(true)
  for (const part of parts) {
    const params = { upload: drawnUpload(), ...part }
    expect(calls['trust.part'].params.safeParse(params).error).toBeUndefined()
    expect(JSON.stringify({ id: 1e9, call: 'trust.part', params }).length).toBeLessThan(maxRequestLength)
  }
})
