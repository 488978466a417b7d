import { expect, it } from 'vitest'
import { preloadPipe } from './preload-pipe.ts'

function bridge() {
  let message = (_: string) => {}
  let close = () => {}
  const sent: string[] = []
  return {
    sent,
    say: (text: string) => message(text),
    end: () => close(),
    onPage: {
      send: (text: string) => void sent.push(text),
      onMessage: (callback: (text: string) => void) => {
        message = callback
      },
      onClose: (callback: () => void) => {
        close = callback
      },
    },
  }
}

it('hands on what came before the screen listened, and goes on after the station was restarted', () => {
  const side = bridge()
  const open = preloadPipe(side.onPage)
  side.say('first')
  const seen: string[] = []
  const events = { message: (text: string) => void seen.push(text), closed: (why: string) => void seen.push(why) }
  const pipe = open(events)
  side.say('second')
  pipe.send('call')
  side.end()
  side.end()
  side.say('from the new station')
  open(events)
  expect(seen).toEqual(['first', 'second', 'lost', 'from the new station'])
  expect(side.sent).toEqual(['call'])
})
