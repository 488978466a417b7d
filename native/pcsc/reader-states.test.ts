import { describe, expect, it } from 'vitest'
import { readerView, sameView, seenReader, swappedCards } from './reader-states.ts'

const empty = 0x10
const present = 0x20
const changed = 0x02
const atr = Uint8Array.of(0x3b, 0x80)
const reader = (state: number, name = 'Reader 00 00') => seenReader({ name, state, atr: state & present ? atr : null })
const events = (count: number) => count * 0x10000

describe('reader states', () => {
  it('never says "changed" back to the service, and keeps a high count positive', () => {
    expect(reader(events(0xffff) + present + changed).state).toBe(0xffff0020)
  })

  it('shows no answer to reset where there is no card', () => {
    const seen = seenReader({ name: 'Reader 00 00', state: empty, atr })
    expect(readerView([seen]).readers).toEqual([{ name: 'Reader 00 00', card: false, atr: new Uint8Array() }])
  })

  it('says why there are no readers', () => {
    expect(readerView([]).error?.tag).toBe('ReaderNone')
  })

  it('notices a card that was exchanged between two looks', () => {
    const before = [reader(events(1) + present), reader(empty, 'Reader 00 01')]
    const after = [reader(events(3) + present), reader(events(1) + present, 'Reader 00 01')]
    expect([...swappedCards(before, after)]).toEqual(['Reader 00 00'])
    expect(readerView(after, swappedCards(before, after)).readers.map(({ card }) => card)).toEqual([false, true])
  })

  it('takes neither a new card nor a busy reader for an exchange', () => {
    const inUse = 0x100
    expect(swappedCards([reader(empty)], [reader(events(1) + present)]).size).toBe(0)
    expect(swappedCards([reader(events(1) + present)], [reader(events(1) + present + inUse)]).size).toBe(0)
    expect(sameView(readerView([reader(present)]), readerView([reader(present + inUse)]))).toBe(true)
  })
})
