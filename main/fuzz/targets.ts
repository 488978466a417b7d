import { utf8ToBytes } from '@noble/hashes/utils.js'
import { issuePublicTrust } from '../../fixtures/country/card.ts'
import { fileIdentifier } from '../../fixtures/country/logical-data-structure.ts'
import { parseDeclaredInput } from '../cccd/declared-input.ts'
import { decodeScan } from '../cccd/decode-scan.ts'
import { parseDg13 } from '../cccd/dg13.ts'
import { parseCardQr } from '../cccd/qr.ts'
import { readDerSignature, readPlainSignature } from '../crypto/signature.ts'
import { parseDg15 } from '../emrtd/active-authentication.ts'
import { decodeResponse } from '../emrtd/apdu.ts'
import { parseCom } from '../emrtd/lds/com.ts'
import { parseDg1 } from '../emrtd/lds/dg1.ts'
import { parseLdsSecurityObject } from '../emrtd/lds/lds-security-object.ts'
import { parseUnverifiedSod, verifySod } from '../emrtd/lds/sod.ts'
import { parseMrz } from '../emrtd/mrz.ts'
import { readBer } from '../emrtd/pa/ber-element.ts'
import { parseCertificate } from '../emrtd/pa/certificate.ts'
import { fail, ok } from '../emrtd/result.ts'
import { parseDg14, parseSecurityInfos } from '../emrtd/security-infos.ts'
import { readTlvs } from '../emrtd/tlv.ts'
import { parseFile, parseKinds } from '../verification/parse.ts'
import { chipAnswerTargets } from './chip-answer-targets.ts'
import { dataGroupTargets } from './data-group-targets.ts'
import { evidenceTargets } from './evidence-targets.ts'
import { goodCards, issuedDataGroup, issuedFiles, specimens } from './good-files.ts'
import { insuranceTargets } from './insurance-target.ts'
import type { Target } from './judge.ts'
import { listTargets } from './list-targets.ts'
import { secureMessagingTargets } from './secure-messaging-target.ts'

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bsi = (name: string) => `bsi-tr03105-5-reference/${name}`
const tsemrtd = (name: string) => `bsi-tr03105-5-tsemrtd/${name}`

const cardAccess = goodCards.flatMap(({ image }) => image.cardAccess ?? [])
const sods = [
  ...issuedFiles(fileIdentifier.sod),
  ...specimens('sods/EF_SOD_SG.bin', 'sods/EF_SOD_FR.bin', bsi('EF_SOD.bin')),
]
const coms = [...issuedFiles(fileIdentifier.com), ...specimens(bsi('EF_COM.bin'), tsemrtd('EF_COM.bin'))]
const dg1s = [...issuedDataGroup(1), ...specimens(bsi('Datagroup1.bin'), tsemrtd('EF_DG1.bin'))]
const dg14s = [...issuedDataGroup(14), ...specimens(bsi('Datagroup14.bin'), tsemrtd('EF_DG14.bin'))]
const dg15s = [...issuedDataGroup(15), ...specimens(bsi('Datagroup15.bin'), tsemrtd('EF_DG15.bin'))]
const certificates = [issuePublicTrust().csca]
const zones = goodCards.map(({ mrz }) => utf8ToBytes(mrz.join('\n')))
const qrTexts = goodCards.map(({ qrText }) => utf8ToBytes(qrText))
const securityObjects = sods.flatMap(sod => {
  const parsed = parseUnverifiedSod(sod)
  return parsed.ok ? [parsed.value.signedData.content] : []
})
const files = [...coms, ...dg1s, ...sods, ...dg14s, ...dg15s, ...issuedDataGroup(13), ...certificates, ...cardAccess]

/** A reader that says undefined for whatever it does not know, as a parser with a result. */
const optional = (value: unknown) => (value === undefined ? fail({ tag: 'malformed', message: 'nothing' }) : ok(value))

/** Every parser that bytes from a card, a scanner, a file or a network reach. A new parser is one row. */
export const targets: readonly Target[] = [
  { name: 'TLV', parse: bytes => readTlvs(bytes), seeds: files },
  { name: 'BER', parse: bytes => readBer(bytes), seeds: files },
  { name: 'response', parse: decodeResponse, seeds: [Uint8Array.of(0x90, 0), Uint8Array.of(1, 2, 3, 0x6a, 0x82)] },
  ...secureMessagingTargets,
  ...insuranceTargets,
  { name: 'EF.CardAccess', parse: parseSecurityInfos, seeds: cardAccess },
  { name: 'EF.COM', parse: parseCom, seeds: coms },
  { name: 'EF.SOD', parse: parseUnverifiedSod, seeds: sods },
  { name: 'EF.SOD verified', parse: verifySod, seeds: sods, share: 0.2, grown: 0 },
  { name: 'LDSSecurityObject', parse: parseLdsSecurityObject, seeds: securityObjects },
  { name: 'certificate', parse: parseCertificate, seeds: certificates },
  { name: 'DG1', parse: parseDg1, seeds: dg1s },
  { name: 'DG13', parse: parseDg13, seeds: issuedDataGroup(13) },
  { name: 'DG14', parse: parseDg14, seeds: dg14s, limitMs: 3000 },
  { name: 'DG15', parse: parseDg15, seeds: dg15s },
  { name: 'MRZ', parse: bytes => parseMrz(textOf(bytes)), seeds: zones },
  { name: 'QR', parse: bytes => parseCardQr(textOf(bytes)), seeds: qrTexts },
  {
    name: 'declared input',
    parse: bytes => parseDeclaredInput(textOf(bytes), 2026),
    seeds: [...qrTexts, ...zones, utf8ToBytes('999190024680'), utf8ToBytes('024680')],
  },
  {
    name: 'scanned bytes',
    parse: bytes => parseDeclaredInput(decodeScan(bytes).text, 2026, { scanned: true }),
    seeds: [...qrTexts, ...zones],
  },
  {
    name: 'DER signature',
    parse: bytes => optional(readDerSignature(bytes)),
    seeds: [Uint8Array.of(0x30, 6, 2, 1, 1, 2, 1, 2)],
  },
  { name: 'plain signature', parse: bytes => optional(readPlainSignature(bytes)), seeds: [new Uint8Array(64).fill(7)] },
  {
    name: 'parse by first bytes',
    parse: bytes => parseFile(bytes),
    seeds: [...files, ...zones, ...qrTexts],
    share: 0.5,
  },
  ...parseKinds.map(kind => ({
    name: `parse as ${kind}`,
    parse: (bytes: Uint8Array) => parseFile(bytes, kind),
    seeds: [...files, ...zones, ...qrTexts],
    share: 0.2,
    grown: 0,
  })),
  ...dataGroupTargets,
  ...chipAnswerTargets,
  ...listTargets,
  ...evidenceTargets,
]
