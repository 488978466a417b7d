import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { constants } from 'node:os'
import type { Result } from '../../emrtd/result.ts'
import type { ChipDeskError } from '../../protocol/errors.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store.ts'
import { savePaper, saveVisit, storeIn } from './saving.ts'
import { proofKey } from './store-check.ts'

/** What fails: the numbers are those of fixtures/faulty-disk/io-faults.c. */
const kinds = { write: 1, sync: 2, 'short write': 3, 'short write, then a failed one': 4 } as const
const errors = ['ENOSPC', 'EIO', 'EROFS', 'EDQUOT'] as const

/** One fault in the life of a store, and what came of it. */
export interface FaultOutcome {
  readonly kind: keyof typeof kinds
  readonly error: (typeof errors)[number]
  /** Until it is lifted, or for one call alone. */
  readonly lasting: boolean
  /** What was being done. */
  readonly work: 'save' | 'print' | 'close' | 'open'
  /** Which call of its kind failed, counted from 1. */
  readonly at: number
  /** `ok`, or the name of the refusal. */
  readonly result: string
  /** What the next save said when the fault was lifted. */
  readonly next: string
}

/** The process whose writes fail: `faulty-saving.ts FOLDER CONTROL`. Prints its outcomes and all it acknowledged as JSON. */
async function main(folder: string, control: string): Promise<void> {
  const acknowledged: string[] = []
  const outcomes: FaultOutcome[] = []
  const say = (line: string) => acknowledged.push(line)
  let citizens = 0
  let store = opened()

  /** Works with a fault at its k-th call, for every k, until there is no k-th one. */
  async function everyCall(fault: Omit<FaultOutcome, 'at' | 'result' | 'next'>, work: () => Promise<string>) {
    for (let at = 1; ; at++) {
      // So that there is something to be worked into the file.
      if (fault.work !== 'save') await saved()
      if (fault.work === 'open') await store.close()
      arm(control, [kinds[fault.kind], at, constants.errno[fault.error], fault.lasting ? 1 : 0, 0, 0])
      const result = await work()
      const hits = lift(control)
      if (fault.work === 'close' || fault.work === 'open') store = opened()
      if (hits === 0) return
      outcomes.push({ ...fault, at, result, next: await saved() })
    }
  }

  const saved = async (): Promise<string> => {
    const before = acknowledged.length
    const id = `c${citizens++}`
    const refusal = await refusalOf(store, writer => saveVisit(writer, id, true, say))
    return refusal ?? (acknowledged.length > before ? 'ok' : 'silent')
  }
  /** Of the citizen who was saved last. */
  const print = async (): Promise<string> => {
    const before = acknowledged.length
    const refusal = await refusalOf(store, writer => savePaper(writer, `c${citizens - 1}`, say))
    return refusal ?? (acknowledged.length > before ? 'ok' : 'silent')
  }
  const close = async () => {
    await store.close()
    return 'ok'
  }
  const open = async () => {
    const result = openStore({ path: storeIn(folder), key: proofKey, thread: true })
    if (result.ok) await result.value.close()
    return nameOf(result)
  }

  for (const fault of faults()) await everyCall(fault, { save: saved, print, close, open }[fault.work])
  await store.close()
  writeSync(1, JSON.stringify({ acknowledged, outcomes }))

  function opened(): Store {
    const result = openStore({ path: storeIn(folder), key: proofKey, thread: true })
    if (!result.ok) throw new Error(`does not open without a fault: ${result.error.tag} ${result.error.cause}`)
    return result.value
  }
}

function faults(): Omit<FaultOutcome, 'at' | 'result' | 'next'>[] {
  return [
    // A disk stays full or read-only until somebody does something; a bad sector fails once.
    ...errors.map(error => ({ kind: 'write', error, lasting: error !== 'EIO', work: 'save' }) as const),
    ...([true, false] as const).map(lasting => ({ kind: 'sync', error: 'EIO', lasting, work: 'save' }) as const),
    { kind: 'sync', error: 'ENOSPC', lasting: false, work: 'save' },
    { kind: 'short write', error: 'EIO', lasting: false, work: 'save' },
    { kind: 'short write, then a failed one', error: 'ENOSPC', lasting: true, work: 'save' },
    ...(['close', 'open'] as const).flatMap(work =>
      (['write', 'sync'] as const).map(kind => ({ kind, error: 'EIO', lasting: true, work }) as const),
    ),
    { kind: 'write', error: 'ENOSPC', lasting: true, work: 'open' },
    { kind: 'write', error: 'ENOSPC', lasting: true, work: 'print' },
    { kind: 'sync', error: 'EIO', lasting: false, work: 'print' },
  ]
}

const nameOf = (result: Result<unknown, ChipDeskError>) =>
  result.ok ? 'ok' : `${result.error.tag} ${result.error.cause ?? ''}`.trim()

/** What the first of some writes that is refused says. */
async function refusalOf(
  { writer }: Store,
  work: (writer: Store['writer']) => Promise<void>,
): Promise<string | undefined> {
  let refusal: string | undefined
  const noticing = new Proxy(writer, {
    get: (target, name: keyof typeof writer) =>
      (async (...args: Parameters<(typeof target)[typeof name]>) => {
        const result = await (target[name] as (...given: unknown[]) => Promise<Result<unknown, ChipDeskError>>)(...args)
        if (!result.ok) refusal ??= nameOf(result)
        return result
      }) as never,
  })
  await work(noticing)
  return refusal
}

function arm(control: string, told: readonly number[]): void {
  const file = openSync(control, 'r+')
  writeSync(file, new Uint8Array(Int32Array.from(told).buffer), 0, 24, 0)
  closeSync(file)
}

/** @returns how often the fault came */
function lift(control: string): number {
  const told = new Int32Array(6)
  const file = openSync(control, 'r+')
  readSync(file, new Uint8Array(told.buffer), 0, 24, 0)
  writeSync(file, new Uint8Array(4), 0, 4, 0)
  closeSync(file)
  return told[5] ?? 0
}

const [, , folder = '', control = ''] = process.argv
void main(folder, control)
