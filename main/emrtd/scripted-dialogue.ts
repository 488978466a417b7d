import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { type CommandApdu, type Dialogue, decodeResponse, encodeCommand } from './apdu.ts'

/** For tests: plays a dialogue against answers in hexadecimal, by turn; returns its outcome and the commands as they would go out. */
export function play<T>(
  dialogue: Dialogue<T>,
  answers: readonly string[] | ((command: CommandApdu, turn: number) => string),
): { result: T; commands: string[] } {
  const commands: string[] = []
  let step = dialogue.next()
  while (!step.done) {
    const answer = typeof answers === 'function' ? answers(step.value, commands.length) : answers[commands.length]
    commands.push(bytesToHex(encodeCommand(step.value)).toUpperCase())
    if (answer === undefined) throw new Error(`no answer to command ${commands.length}: ${commands.at(-1)}`)
    const response = decodeResponse(hexToBytes(answer))
    if (!response.ok) throw new Error(response.error.message)
    step = dialogue.next(response.value)
  }
  return { result: step.value, commands }
}

/** For tests: a random source that gives these bytes in turn, and complains if another number is asked for. */
export function scriptedRandom(...hex: readonly string[]) {
  const left = hex.map(each => hexToBytes(each))
  return (length: number): Uint8Array => {
    const bytes = left.shift()
    if (bytes?.length !== length) throw new Error(`asked for ${length} bytes, have ${bytes?.length ?? 'none'}`)
    return bytes
  }
}
