import { describe, expect, it } from 'vitest'
import type { Face } from '../protocol/face.ts'
import type { Report } from '../protocol/report.ts'
import type { Counter as CounterView } from '../protocol/station-state.ts'
import type { Transaction } from '../protocol/transaction.ts'
import type { CardRead } from '../reading/card-read.ts'
import { createCounter } from './counter.ts'
import { facePending } from './shown-face.ts'

const read = { files: new Map([['DG1', Uint8Array.of(1)]]), access: { attempts: [] } } as unknown as CardRead

/** A counter whose cards give the faces listed, one after the other. */
function counterWith(faces: (Face | Promise<Face> | undefined)[]) {
  const seen: CounterView[] = []
  let transactions = 0
  let answer = () => {}
  const counter = createCounter({
    read: async () => read,
    judge: () => {
      const face = faces.shift()
      return { report: {} as Report, ...(face !== undefined && { face }) }
    },
    async keep(_, report, changed) {
      const transaction = { id: `transaction ${++transactions}`, report } as Transaction
      changed(transaction)
      answer = () => changed({ ...transaction, demo: true })
    },
    changed: () => seen.push(counter.view()),
    clearAfterMs: 60_000,
    notYet: () => undefined,
    over: () => {},
    engaged: () => false,
  })
  const face = () => {
    const view = counter.view()
    return view.step === 'result' ? view.face : view.step
  }
  const citizen = async () => {
    counter.cardIs(false)
    counter.input('999190024680')
    counter.cardIs(true)
    await settled()
  }
  return { counter, citizen, face, seen, answer: () => answer() }
}

const settled = () => new Promise(resolve => setTimeout(resolve))
function later() {
  let give = (_: Face) => {}
  const face = new Promise<Face>(resolve => {
    give = resolve
  })
  return { face, give }
}

describe('the face on the screen', () => {
  it('is there with the result where it takes no time', async () => {
    const { citizen, face, seen } = counterWith([{ image: 'data:image/jpeg;base64,AA==' }])
    await citizen()
    expect(face()).toEqual({ image: 'data:image/jpeg;base64,AA==' })
    expect(seen.filter(({ step }) => step === 'result')).toHaveLength(1)
  })

  it('comes after the result where it takes time, and stays when the register answers', async () => {
    const { face: coming, give } = later()
    const { citizen, face, answer } = counterWith([coming])
    await citizen()
    expect(face()).toBe(facePending)
    answer()
    expect(face()).toBe(facePending)
    give({ image: 'data:image/png;base64,AA==' })
    await settled()
    expect(face()).toEqual({ image: 'data:image/png;base64,AA==' })
    answer()
    expect(face()).toEqual({ image: 'data:image/png;base64,AA==' })
  })

  it('that comes too late is nobody else’s', async () => {
    const first = later()
    const { counter, citizen, face } = counterWith([first.face, { missing: 'unreadable' }, undefined])
    await citizen()
    counter.clear()
    first.give({ image: 'data:image/png;base64,AA==' })
    await settled()
    expect(face()).toBe('waiting')
    await citizen()
    expect(face()).toEqual({ missing: 'unreadable' })
    await citizen()
    expect(face()).toBeUndefined()
  })

  it('of the citizen before does not come to the next result', async () => {
    const [first, second] = [later(), later()]
    const { citizen, face } = counterWith([first.face, second.face])
    await citizen()
    await citizen()
    first.give({ image: 'data:image/png;base64,AA==' })
    await settled()
    expect(face()).toBe(facePending)
    second.give({ image: 'data:image/png;base64,BB==' })
    await settled()
    expect(face()).toEqual({ image: 'data:image/png;base64,BB==' })
  })
})

it('a read that nobody keeps closes the counter to nobody', async () => {
  const counter = createCounter({
    read: async () => read,
    judge: () => ({ report: {} as Report }),
    keep: async () => {},
    changed: () => {},
    clearAfterMs: 60_000,
    notYet: () => undefined,
    over: () => {},
    engaged: () => false,
  })
  counter.input('999190024680')
  counter.cardIs(true)
  await settled()
  expect(counter.view()).toMatchObject({ step: 'waiting', error: { tag: 'ApiInternal' } })
  expect(counter.input('999190024680')).toBeUndefined()
})
