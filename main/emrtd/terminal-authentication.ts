import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { CommandApdu, Dialogue } from './apdu.ts'
import { getChallenge, manageSecurityEnvironment } from './commands.ts'
import { type CvCertificate, referenceBytes, referenceOf } from './cv-certificate.ts'
import type { CvChain } from './cv-certificate-chain.ts'
import type { EmrtdError } from './emrtd-error.ts'
import { fail, ok, type Result } from './result.ts'
import { statusError, success } from './status-word.ts'
import { readTlv, tlv } from './tlv.ts'

/**
 * An inspection system of the operator's, who was given its certificates by a country. Terminal authentication is never asked for without one.
 */
export interface InspectionSystem {
  /** Card verifiable certificates `7F21`, in any order: links, document verifiers, inspection systems, and the CVCAs' own where they are known. */
  readonly certificates: readonly Uint8Array[]
  /**
   * Signs with the private key of an inspection system, by the algorithm in its certificate; this program never holds the key.
   * @param data unhashed
   * @param holder certificate holder reference whose key is meant
   * @returns r‖s of ECDSA, each as long as the order, or an RSA signature as long as the modulus
   */
  sign(data: Uint8Array, holder: string): Promise<Uint8Array>
}

/**
 * Parses EF.CVCA (file 011C, 36 bytes; TR-03110-3 A.6.2.1): references of the CVCA keys that the chip trusts, the current one and perhaps one before
 * it, then zeros. Error: `ProtocolTlv`.
 */
export function parseCvcaFile(bytes: Uint8Array): Result<readonly string[], EmrtdError> {
  const broken = (message: string) => fail<EmrtdError>({ tag: 'ProtocolTlv', message: `EF.CVCA: ${message}` })
  const references: string[] = []
  let at = 0
  while (at < bytes.length && bytes[at] !== 0 && references.length < 2) {
    const object = readTlv(bytes, at)
    if (!object.ok) return broken(object.error.message)
    const reference = object.value.tag === 0x42 ? referenceOf(object.value.value) : undefined
    if (!reference) return broken('no certification authority reference')
    references.push(reference)
    at += object.value.length
  }
  if (references.length === 0) return broken('no certification authority reference')
  return bytes.subarray(at).every(byte => byte === 0) ? ok(references) : broken('trailing bytes')
}

/**
 * ID_IC of a chip that was opened by BAC (TR-03110-3 §3.5.1): its document number with the check digit. After PACE it is the compressed ephemeral
 * key of the chip instead.
 * @param mrzInformation from `mrzInformation`: document number, date of birth and date of expiry, each with its check digit
 */
export const chipIdentityOfMrz = (mrzInformation: string): Uint8Array => utf8ToBytes(mrzInformation.slice(0, -14))

/**
 * First half of terminal authentication version 1 (9303-11 §7.1, TR-03110-3 §3.5), after chip authentication: presents the certificates one after the other,
 * names the inspection system and takes the chip's challenge.
 * @param chain from `chooseCvChain`, with the trust points of EF.CVCA
 * @param chipIdentity ID_IC: compressed ephemeral key of the chip after PACE, `chipIdentityOfMrz` after BAC
 * @param compressedTerminalKey Comp(PK_DH,IFD) of the chip authentication
 * @param portion most bytes of data in one command, e.g. 223 where reader or chip have no extended length; longer data goes in a chain
 * @returns ID_IC ‖ r_IC ‖ Comp(PK_DH,IFD), to be signed. Errors: `AccessRefused` with the status word if the chip does not take a certificate;
 * `ProtocolLength` for a challenge of other than 8 bytes.
 */
export function* presentCertificates(
  { certificates, holder }: CvChain,
  chipIdentity: Uint8Array,
  compressedTerminalKey: Uint8Array,
  portion = longestData,
): Dialogue<Result<Uint8Array, EmrtdError>> {
  for (const certificate of certificates) {
    const of = `of ${certificate.holder}`
    const set = yield manageSecurityEnvironment(0x81, 0xb6, tlv(0x83, referenceBytes(certificate.authority)))
    if (set.sw !== success) return refused(`MSE:Set DST for the certificate ${of}`, set.sw)
    const sw = yield* sendInPortions(verifyCertificate(certificate), portion)
    if (sw !== success) return refused(`PSO:Verify Certificate ${of}`, sw)
  }
  const set = yield manageSecurityEnvironment(0x81, 0xa4, tlv(0x83, referenceBytes(holder)))
  if (set.sw !== success) return refused('MSE:Set AT', set.sw)
  const { data, sw } = yield getChallenge
  if (sw !== success) return refused('GET CHALLENGE', sw)
  if (data.length !== 8) return fail({ tag: 'ProtocolLength', message: `challenge of ${data.length} bytes` })
  return ok(concatBytes(chipIdentity, data, compressedTerminalKey))
}

/**
 * Second half: hands in the signature. The chip then lets the data groups be read that the whole chain has rights to.
 * @param portion as with `presentCertificates`
 * @returns error: `AccessRefused` with the status word.
 */
export function* answerChallenge(
  signature: Uint8Array,
  portion = longestData,
): Dialogue<Result<undefined, EmrtdError>> {
  const sw = yield* sendInPortions({ cla: 0x00, ins: 0x82, p1: 0, p2: 0, data: signature }, portion)
  return sw === success ? ok(undefined) : refused('EXTERNAL AUTHENTICATE', sw)
}

/** What an extended length field can say. */
const longestData = 65_535

/** Command chaining (ISO/IEC 7816-4 §5.3.3): all parts but the last have bit 5 of the class. Ends with the first that is refused. */
function* sendInPortions(command: CommandApdu & { data: Uint8Array }, portion: number): Dialogue<number> {
  const { cla, data } = command
  for (let at = 0; at + portion < data.length; at += portion) {
    const { sw } = yield { ...command, cla: cla | 0x10, data: data.subarray(at, at + portion) }
    if (sw !== success) return sw
  }
  const rest = data.length % portion || portion
  return (yield { ...command, data: data.subarray(Math.max(0, data.length - rest)) }).sw
}

const refused = (command: string, sw: number) => fail(statusError('AccessRefused', command, sw))

/** PSO:Verify Certificate, self-descriptive (9303-11 §7.1.5.2): body and signature without the header around them. */
const verifyCertificate = ({ body, signature }: CvCertificate) => ({
  cla: 0x00,
  ins: 0x2a,
  p1: 0x00,
  p2: 0xbe,
  data: concatBytes(body, tlv(0x5f37, signature)),
})
