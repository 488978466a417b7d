import { bytesToHex } from '@noble/hashes/utils.js'
import { randomBytes } from '../crypto/random.ts'
import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import type { TriedCard } from '../protocol/set-up.ts'
import { readCard } from '../reading/read-card.ts'
import type { Connect } from '../reading/reconnect.ts'
import type { Trust } from '../trust/trust.ts'
import type { DemoDesk } from './demo-desk.ts'
import { readerFindings, type SeenReaders } from './diagnose-devices.ts'
import { serviceFindings } from './diagnose-services.ts'
import { trustFindings } from './diagnose-trust.ts'
import { virtualFinding } from './diagnostics.ts'
import type { GuardParts, SetUpCall } from './guard.ts'
import type { Records } from './records.ts'
import type { Reopen } from './reopening.ts'
import type { SetUp } from './set-up.ts'

export interface SetUpCallsParts {
  /** Of the station: whether it is being set up, how it is opened anew, and what its findings are about. */
  readonly station: {
    readonly setUp?: SetUp
    readonly reopen?: Reopen
    readonly demo?: Pick<DemoDesk, 'view'>
    readonly records: Pick<Records, 'lines'>
    readonly anchors: Trust
  }
  readonly seen: () => SeenReaders
  /** To the card on the reader that the next read will use. */
  readonly connect: Connect
  readonly isReading: () => boolean
  readonly changed: () => void
}

/** What a newcomer may do before anybody has an account. Once the desk is set up, nobody may. */
export function setUpCalls({ station, ...parts }: SetUpCallsParts): Pick<GuardParts['calls'], SetUpCall> {
  const underWay = (): SetUp => {
    if (!station.setUp?.view()) throw chipDeskError('ApiNotPermitted', { cause: 'this desk has been set up' })
    return station.setUp
  }
  return {
    'set-up.findings'() {
      underWay()
      const { demo, records, anchors } = station
      return {
        findings: [
          ...readerFindings(parts.seen()),
          ...(demo ? [virtualFinding(demo.view().reader)] : []),
          ...serviceFindings(records.lines()),
          ...trustFindings(anchors, new Date()),
        ],
      }
    },
    async 'set-up.try-card'() {
      underWay()
      if (parts.isReading()) throw chipDeskError('ReaderReading')
      const tried = await triedCard(parts.connect)
      if (!tried.ok) throw tried.error
      return tried.value
    },
    'set-up.mode'({ mode }) {
      underWay()
      if (parts.isReading()) throw chipDeskError('ReaderReading')
      if (!station.reopen) throw chipDeskError('ApiNotPermitted', { cause: 'this station is not opened anew' })
      station.reopen({ mode })
      return {}
    },
    async 'set-up.done'() {
      await underWay().done()
      parts.changed()
      return {}
    },
  }
}

/**
 * Asks a card what it says before it is opened: EF.CardAccess, and whether there is an application of an identity document. A read without
 * a key does just that.
 */
async function triedCard(connect: Connect): Promise<Result<TriedCard, ChipDeskError>> {
  const { reader, files, error } = await readCard(connect, { secrets: {}, random: randomBytes })
  if (error?.tag !== 'AccessNoSecret' || !reader) return fail(error ?? chipDeskError('CardNotAnIdCard'))
  const opensBy = files.has('CardAccess') ? 'pace' : 'bac'
  return ok({ reader: reader.name, atr: bytesToHex(reader.atr), opensBy })
}
