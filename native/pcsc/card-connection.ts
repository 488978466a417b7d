import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError, type ErrorTag } from '../../main/protocol/errors.ts'
import type { CardTransport } from '../../main/reading/card-transport.ts'
import { holdUntilSettled, inTime } from './blocked-calls.ts'
import { type Blockage, type HeldCard, letGo, resetCard } from './held-card.ts'
import { pcscError } from './pcsc-errors.ts'

// Nothing of the card is left to be reset after these.
const gone: ReadonlySet<ErrorTag> = new Set(['CardRemoved', 'ReaderLost', 'ServiceDown'])

type Answer = Result<Uint8Array, ChipDeskError>

/** ISO/IEC 7816-4 §5.1: length fields of three bytes begin with a zero byte. */
const isExtended = (command: Uint8Array) => command.length > 6 && command[4] === 0

/** Makes a transport of a card. After any error it is dead, and has let go of the reader. */
export function cardConnection(card: HeldCard, readerName: string, blockage: Blockage): CardTransport {
  let dead: ChipDeskError | undefined
  let ending: Promise<unknown> | undefined
  let exchanging: Promise<Answer> | undefined

  const end = () => (dead && gone.has(dead.tag) ? letGo(card, blockage) : resetCard(card, blockage))
  const die = (error: ChipDeskError): Answer => {
    dead = error
    ending ??= end()
    return fail(error)
  }
  /** A reader that cannot carry extended commands fails them as if the card were torn off; a reset tells the two apart. */
  const dieOfFailure = async (error: ChipDeskError, command: Uint8Array): Promise<Answer> => {
    if (error.tag !== 'CardRemoved' || !isExtended(command)) return die(error)
    const reset = resetCard(card, blockage)
    ending = reset
    if (!(await reset)) return die(error)
    const cause = `${error.cause}, for an extended command of ${command.length} bytes; the card is still there`
    return die(chipDeskError('ReaderUnsupported', { cause }))
  }
  const dieOfSilence = (call: Promise<unknown>, timeoutMs: number): Answer => {
    const later = () => {
      blockage.end()
      return end()
    }
    blockage.begin()
    ending = Promise.resolve()
    holdUntilSettled(call, later, later)
    return die(chipDeskError('CardMute', { cause: `transmit: no response within ${timeoutMs} ms` }))
  }
  const exchange = async (command: Uint8Array, timeoutMs: number): Promise<Answer> => {
    try {
      const call = card.transmit(command)
      const answer = await inTime(call, timeoutMs)
      if (!answer.inTime) return dieOfSilence(call, timeoutMs)
      // Some drivers say "torn off" as a response without even a status word.
      if (answer.value.length === 0) return die(chipDeskError('CardRemoved', { cause: 'transmit: empty response' }))
      return ok(answer.value)
    } catch (thrown) {
      return dieOfFailure(pcscError('transmit', thrown), command)
    }
  }
  return {
    readerName,
    atr: card.atr,
    transmit: async (command, timeoutMs) => {
      if (exchanging) throw new Error('transmit while another command is under way')
      if (dead) return fail(dead)
      exchanging = exchange(command, timeoutMs)
      const answer = await exchanging
      exchanging = undefined
      return answer
    },
    close: async () => {
      await exchanging
      dead ??= chipDeskError('CardReadCancelled', { cause: 'the connection was closed' })
      ending ??= end()
      await ending
    },
  }
}
