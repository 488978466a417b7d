import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A card that says what it is told to; for tests of the device layer, which need no real chip. */
export interface ScriptedCard {
  /** What the reader told it besides commands and presence checks, in order. */
  readonly powerEvents: readonly ('off' | 'on' | 'reset')[]
  /** Takes the card off the reader. */
  remove(): Promise<void>
}

/** An answer with status word, `mute` for none at all, `torn` to leave the reader instead of answering. */
export type ScriptedAnswer = Uint8Array | 'mute' | 'torn'

const powerEvents = ['off', 'on', 'reset'] as const
const getAtr = 4
// A contactless card without historical bytes, PC/SC part 3 §3.1.3.2.3: T=1.
const contactlessAtr = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01)

/** A message of the virtual reader's protocol: length in two bytes, then the payload. One write: no delay by Nagle. */
function frame(payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(2 + payload.length)
  new DataView(bytes.buffer).setUint16(0, payload.length)
  bytes.set(payload, 2)
  return bytes
}

/**
 * Lays a card on a slot of a virtual reader.
 * @param answer what the card replies to a command APDU
 * @param like.atrAfterMs how long it takes to tell its answer to reset, which is asked all the time: a busy card
 */
export function placeScriptedCard(
  port: number,
  answer: (command: Uint8Array) => ScriptedAnswer | Promise<ScriptedAnswer>,
  like: { atr?: Uint8Array; atrAfterMs?: number } = {},
): Promise<ScriptedCard> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    const events: (typeof powerEvents)[number][] = []
    const closed = new Promise<void>(done => socket.once('close', () => done()))
    const remove = () => {
      socket.destroy()
      return closed
    }
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      // The service may be killed under the card.
      socket.on('error', () => socket.destroy())
      resolve({ powerEvents: events, remove })
    })

    const receive = async (payload: Uint8Array) => {
      if (payload.length === 1) {
        const control = payload[0] ?? 0
        const event = powerEvents[control]
        if (event) events.push(event)
        if (control !== getAtr) return
        if (like.atrAfterMs) await pause(like.atrAfterMs)
        socket.write(frame(like.atr ?? contactlessAtr))
        return
      }
      const reply = await answer(payload)
      if (reply === 'torn') socket.destroy()
      else if (reply !== 'mute') socket.write(frame(reply))
    }
    let rest = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE()) {
        const end = 2 + rest.readUInt16BE()
        void receive(Uint8Array.from(rest.subarray(2, end)))
        rest = rest.subarray(end)
      }
    })
  })
}
