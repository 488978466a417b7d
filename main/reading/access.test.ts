import { hexToBytes } from '@noble/hashes/utils.js'
import { expect, test } from 'vitest'
import { ok, type Result } from '../emrtd/result.ts'
import type { SessionKeys } from '../emrtd/secure-messaging.ts'
import type { ChipDeskError } from '../protocol/errors.ts'
import { openChip } from './access.ts'
import type { CardSession } from './card-session.ts'

const cardAccess = hexToBytes('31143012060A04007F0007020204020202010202010D')

/** A session whose access protocols succeed, on a card that answers every command with one status word. */
function answering(sw: number): CardSession {
  let cipher: SessionKeys['cipher'] | undefined
  const keys: SessionKeys = {
    cipher: 'AES-128',
    kEnc: new Uint8Array(16),
    kMac: new Uint8Array(16),
    ssc: new Uint8Array(16),
  }
  const opened = ok({ keys, mapping: 'GM', cipher: 'AES-128', parameters: 'brainpoolP256r1' })
  return {
    transport: { readerName: '', atr: new Uint8Array(), transmit: async () => ok(new Uint8Array()), async close() {} },
    phase: 'connect',
    get cipher() {
      return cipher
    },
    send: async () => ok({ data: new Uint8Array(), sw }),
    run: async <T>() => opened as Result<T, ChipDeskError>,
    secure: given => {
      cipher = given.cipher
    },
    captureNext: () => {},
    close: () => {},
  }
}
const tagOf = async (sw: number, access: Uint8Array | undefined) => {
  const options = { secrets: { can: '123456' }, random: (length: number) => new Uint8Array(length) }
  const opened = await openChip(answering(sw), access, options, [])
  return opened.ok ? undefined : [opened.error.tag, opened.error.sw]
}

test('a card that did PACE and then fails to select its application has a fault; without it, it is another card', async () => {
  expect(await tagOf(0x6f00, cardAccess)).toEqual(['ProtocolStatusWord', '6F00'])
  expect(await tagOf(0x6a82, cardAccess)).toEqual(['CardNotAnIdCard', '6A82'])
  expect(await tagOf(0x6f00, undefined)).toEqual(['CardNotAnIdCard', '6F00'])
})
