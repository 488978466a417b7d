import { concatBytes } from '@noble/hashes/utils.js'
import { type BlockCipher, blockLength, decryptCbc, encryptBlock, encryptCbc } from '../crypto/block-cipher.ts'
import { equal, mac, pad, unpad } from '../crypto/mac.ts'
import { type CommandApdu, isExtended, type ResponseApdu } from './apdu.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'
import { statusWordText } from './status-word.ts'
import { readTlvs, type Tlv, tlv } from './tlv.ts'

/** Keys of a secure channel; `ssc` is the send sequence counter before the first command, one block long. */
export interface SessionKeys {
  readonly cipher: BlockCipher
  readonly kEnc: Uint8Array
  readonly kMac: Uint8Array
  readonly ssc: Uint8Array
}

/** A secure channel to the chip. Commands and responses must alternate: each moves the send sequence counter on. */
export interface SecureMessaging {
  readonly cipher: BlockCipher
  /** Why nothing may be sent any more. A channel that is over stays so: nobody goes on without it. */
  readonly over: EmrtdError | undefined
  /** Encrypts and authenticates a command. Throws where the channel is over. */
  protect(command: CommandApdu): CommandApdu
  /**
   * Checks and decrypts a response. `ProtocolSecureMessaging` for every fault; the channel is then over, as it is on the chip. A plain `6700`
   * or `6CXX` is `ProtocolStatusWord` instead: the chip looked at the length and not at the keys, and a smaller read may follow. A status word within the channel is no error here.
   */
  unprotect(response: ResponseApdu): Result<ResponseApdu, EmrtdError>
  /** Ends the channel and overwrites its keys, those that were handed in too. */
  close(): void
}

/** Starts secure messaging with these keys (9303-11 §9.8), which are its own from here on: `close` overwrites them. */
export function startSecureMessaging(keys: SessionKeys): SecureMessaging {
  let ssc: Uint8Array = keys.ssc.slice()
  let over: EmrtdError | undefined
  let odd = false
  return {
    cipher: keys.cipher,
    get over() {
      return over
    },
    protect(command) {
      if (over) throw new Error('secure messaging is over')
      ssc = next(ssc)
      odd = isOdd(command.ins)
      return protectCommand({ ...keys, ssc }, command)
    },
    unprotect(response) {
      if (over) return fail(over)
      if (response.data.length === 0 && refusesLength(response.sw)) {
        ssc = previous(ssc)
        return fail({ tag: 'ProtocolStatusWord', message: statusWordText(response.sw), sw: response.sw })
      }
      ssc = next(ssc)
      const plain = unprotectResponse({ ...keys, ssc }, response, odd)
      if (!plain.ok) over = plain.error
      return plain
    },
    close() {
      over ??= { tag: 'ProtocolSecureMessaging', message: 'secure messaging was closed' }
      for (const bytes of [keys.kEnc, keys.kMac, ssc]) bytes.fill(0)
    },
  }
}

/** One command under the counter of its turn. DO'87' holds the data, DO'85' where INS is odd; DO'97' the Le; DO'8E' the MAC. */
function protectCommand(keys: SessionKeys, command: CommandApdu): CommandApdu {
  const { ins, p1, p2, data = new Uint8Array(), le } = command
  const header = Uint8Array.of(command.cla | 0x0c, ins, p1, p2)
  const objects = concatBytes(
    data.length === 0 ? data : encryptedData(keys, data, isOdd(ins)),
    le === undefined ? new Uint8Array() : tlv(0x97, leBytes(le)),
  )
  const checksum = tlv(0x8e, commandMac(keys, header, objects))
  const wrapped = { cla: command.cla | 0x0c, ins, p1, p2, data: concatBytes(objects, checksum) }
  return { ...wrapped, le: isExtended(command) || isExtended(wrapped) ? 65536 : 256 }
}

/** Wrong length, and wrong Le with the right one (ISO/IEC 7816-4 §5.6). */
const refusesLength = (sw: number) => sw === 0x6700 || sw >> 8 === 0x6c

const isOdd = (ins: number) => (ins & 1) === 1

const leBytes = (le: number) => (le > 256 ? Uint8Array.of((le >> 8) & 0xff, le & 0xff) : Uint8Array.of(le & 0xff))

function encryptedData(keys: SessionKeys, data: Uint8Array, odd: boolean): Uint8Array {
  const encrypted = encryptCbc(keys.cipher, keys.kEnc, iv(keys), pad(data, blockLength(keys.cipher)))
  return odd ? tlv(0x85, encrypted) : tlv(0x87, Uint8Array.of(1), encrypted)
}

/** MAC of a protected command: over the counter, the padded header and the data objects before DO'8E' (9303-11 §9.8.6.1). */
export const commandMac = (keys: SessionKeys, header: Uint8Array, objects: Uint8Array): Uint8Array =>
  paddedMac(keys, concatBytes(keys.ssc, pad(header, blockLength(keys.cipher)), objects))

/** The retail MAC pads by itself; the CMAC does not, and 9303-11 §9.8.6 wants padding all the same. */
const paddedMac = ({ cipher, kMac }: SessionKeys, message: Uint8Array) =>
  mac(cipher, kMac, cipher === '3DES' ? message : pad(message, blockLength(cipher)))

/** Zeros for 3DES, the encrypted counter for AES (9303-11 §9.8.4). */
const iv = ({ cipher, kEnc, ssc }: SessionKeys) =>
  cipher === '3DES' ? new Uint8Array(blockLength(cipher)) : encryptBlock(cipher, kEnc, ssc)

const fault = (message: string, sw?: number) =>
  fail<EmrtdError>({ tag: 'ProtocolSecureMessaging', message, ...(sw !== undefined && { sw }) })
/** The same words for a wrong MAC and wrong padding, so that nobody can use us to tell them apart. */
const notAuthentic = () => fault('response is not authentic')

/**
 * One response under the counter of its turn: perhaps DO'87', or DO'85' after a command with odd INS (9303-11 §9.8.4; chips give either there),
 * then DO'99', then DO'8E', nothing else. The MAC is checked before anything is decrypted; the status word is the one in DO'99' and
 * must be that outside. Every fault is `ProtocolSecureMessaging`.
 */
export function unprotectResponse(
  keys: SessionKeys,
  response: ResponseApdu,
  odd = false,
): Result<ResponseApdu, EmrtdError> {
  if (response.data.length === 0) return fault(`unprotected ${statusWordText(response.sw)}`, response.sw)
  const parsed = readTlvs(response.data, 3)
  if (!parsed.ok) return fault(parsed.error.message)
  const [data, status, checksum] = parsed.value.length === 2 ? [undefined, ...parsed.value] : parsed.value
  if (status?.tag !== 0x99 || checksum?.tag !== 0x8e || (data && data.tag !== 0x87 && !(odd && data.tag === 0x85)))
    return fault('data objects missing or out of order')
  const expected = paddedMac(keys, concatBytes(keys.ssc, response.data.subarray(0, checksum.offset)))
  if (!equal(expected, checksum.value)) return notAuthentic()
  const sw = ((status.value[0] ?? 0) << 8) | (status.value[1] ?? 0)
  if (status.value.length !== 2 || sw !== response.sw) return fault('status word differs from the protected one')
  const plain = data ? decrypt(keys, data) : new Uint8Array()
  return plain ? ok({ data: plain, sw }) : notAuthentic()
}

/** Undefined if the padding indicator, the length or the padding is wrong. */
function decrypt(keys: SessionKeys, { tag, value }: Tlv): Uint8Array | undefined {
  const block = blockLength(keys.cipher)
  const encrypted = tag === 0x87 ? value.subarray(1) : value
  if ((tag === 0x87 && value[0] !== 1) || encrypted.length === 0 || encrypted.length % block !== 0) return undefined
  return unpad(decryptCbc(keys.cipher, keys.kEnc, iv(keys), encrypted), block)
}

/** The counter one further on, big-endian over its whole length. */
const next = (counter: Uint8Array) => add(counter, 1)
const previous = (counter: Uint8Array) => add(counter, -1)

function add(counter: Uint8Array, by: 1 | -1): Uint8Array {
  const sum = counter.slice()
  for (let i = sum.length - 1; i >= 0; i--) {
    sum[i] = (counter[i] ?? 0) + by
    if (counter[i] !== (by === 1 ? 0xff : 0)) break
  }
  return sum
}
