import type { TextPipe } from './station-wire.ts'

/** Says to a station that its first message is the secret of its key file; the secret itself stands in no environment, argument or file. */
export const handedSecretFlag = 'CHIPDESK_SECRET_HANDED'

/** First message of the shell to a station that waits for it. */
export const secretMessage = (secret: Uint8Array): string =>
  JSON.stringify({ storeSecret: Buffer.from(secret).toString('hex') })

/**
 * A station's end of the pipe whose first message is the secret; what comes before anybody listens is kept.
 * @returns `secret` is undefined when the first message is something else
 */
export function takeSecret(pipe: TextPipe): {
  readonly secret: Promise<Uint8Array | undefined>
  readonly pipe: TextPipe
} {
  const waiting: string[] = []
  let deliver: (text: string) => void = text => waiting.push(text)
  const secret = new Promise<Uint8Array | undefined>(resolve => {
    let first = true
    pipe.onMessage(text => {
      if (!first) return deliver(text)
      first = false
      resolve(secretOf(text))
    })
    pipe.onClose(() => resolve(undefined))
  })
  const rest: TextPipe = {
    send: text => pipe.send(text),
    onClose: listener => pipe.onClose(listener),
    onMessage(listener) {
      deliver = listener
      for (const text of waiting.splice(0)) listener(text)
    },
  }
  return { secret, pipe: rest }
}

function secretOf(text: string): Uint8Array | undefined {
  const hex = /^\{"storeSecret":"([0-9a-f]{64})"\}$/.exec(text)?.[1]
  return hex === undefined ? undefined : new Uint8Array(Buffer.from(hex, 'hex'))
}
