import { expect, test } from 'vitest'
import { secretMessage, takeSecret } from './handed-secret.ts'

function wire() {
  const heard: ((text: string) => void)[] = []
  const closed: (() => void)[] = []
  return {
    say: (text: string) => heard.forEach(listener => void listener(text)),
    close: () => closed.forEach(listener => void listener()),
    pipe: {
      send: () => {},
      onMessage: (listener: (text: string) => void) => void heard.push(listener),
      onClose: (listener: () => void) => void closed.push(listener),
    },
  }
}
const secret = new Uint8Array(32).fill(5)

test('the first message is the secret and nobody else hears it; what follows is kept until somebody listens', async () => {
  const { say, pipe } = wire()
  const taken = takeSecret(pipe)
  say(secretMessage(secret))
  say('a')
  say('b')
  expect(await taken.secret).toEqual(secret)
  const heard: string[] = []
  taken.pipe.onMessage(text => void heard.push(text))
  say('c')
  expect(heard).toEqual(['a', 'b', 'c'])
})

test.each(['', '{}', '{"storeSecret":"00"}', '{"call":"x"}'])('%j is no secret', async text => {
  const { say, pipe } = wire()
  const taken = takeSecret(pipe)
  say(text)
  expect(await taken.secret).toBeUndefined()
})

test('a shell that goes away before it said anything leaves nobody waiting', async () => {
  const { close, pipe } = wire()
  const taken = takeSecret(pipe)
  close()
  expect(await taken.secret).toBeUndefined()
})
