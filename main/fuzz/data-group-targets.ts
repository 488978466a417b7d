import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { signCvCertificate } from '../../fixtures/country/cv-certificate.ts'
import { encodeDg5 } from '../../fixtures/country/detail-groups.ts'
import {
  encodeDg2Extensible,
  encodeDg3Extensible,
  encodeDg4Extensible,
} from '../../fixtures/country/extensible-record.ts'
import { codestreamShell, jp2Shell, jpegShell, pngShell, wsqShell } from '../../fixtures/country/picture-shells.ts'
import { encodeIrises } from '../../fixtures/country/protected-biometrics.ts'
import { parseCvCertificate } from '../emrtd/cv-certificate.ts'
import { parseAtrInfo } from '../emrtd/lds/atr-info.ts'
import { verifyCardSecurity } from '../emrtd/lds/card-security.ts'
import { parseDg2 } from '../emrtd/lds/dg2.ts'
import { parseDg3 } from '../emrtd/lds/dg3.ts'
import { parseDg4 } from '../emrtd/lds/dg4.ts'
import { parseDg11 } from '../emrtd/lds/dg11.ts'
import { parseDg12 } from '../emrtd/lds/dg12.ts'
import { parseDg16 } from '../emrtd/lds/dg16.ts'
import { parseDirectory } from '../emrtd/lds/directory.ts'
import { parseDg5, parseDg7 } from '../emrtd/lds/displayed-images.ts'
import { readImageHeader } from '../emrtd/lds/image-header.ts'
import { parseUnspecifiedDataGroup } from '../emrtd/lds/unspecified-data-group.ts'
import { parseCvcaFile } from '../emrtd/terminal-authentication.ts'
import { tlv } from '../emrtd/tlv.ts'
import { goodCardSecurity, issuedDataGroup, specimens } from './good-files.ts'
import type { Target } from './judge.ts'

const tsemrtd = (name: string) => `bsi-tr03105-5-tsemrtd/${name}`
const images = [jpegShell(), codestreamShell(), jp2Shell(codestreamShell()), pngShell(), wsqShell()]
const face = { image: jp2Shell(codestreamShell()), format: 3, size: { width: 413, height: 531 } }

const cvKey = (curve: 'brainpoolP256r1' | 'P-256', first: number) =>
  ({
    kind: 'ec',
    algorithm: 'ECDSA-SHA-256',
    curve,
    privateKey: Uint8Array.from({ length: 20 }, (_, i) => i + first),
  }) as const
const cvCertificates = (['CVCA', 'domestic DV', 'IS'] as const).map(role =>
  signCvCertificate({
    authority: 'UTCVCA00001',
    holder: 'UTDVDE00002',
    role,
    rights: 0x03,
    effective: '2024-02-29',
    expires: '2026-11-30',
    key: cvKey('brainpoolP256r1', 1),
    issuerKey: cvKey('brainpoolP256r1', 7),
  }),
)

const directory = tlv(0x61, tlv(0x4f, hexToBytes('a0000002471001')), tlv(0x50, utf8ToBytes('eMRTD')))
const atrInfo = concatBytes(
  tlv(0x47, hexToBytes('f001e0')),
  tlv(0x7f66, tlv(0x02, hexToBytes('010000')), tlv(0x02, hexToBytes('010000'))),
)
const reference = tlv(0x42, utf8ToBytes('UTCVCA00001'))

/** Data groups with pictures and details, files of the master file, and what terminal authentication reads. */
export const dataGroupTargets: readonly Target[] = [
  {
    name: 'DG2',
    parse: parseDg2,
    seeds: [...issuedDataGroup(2), encodeDg2Extensible([face])],
    grown: 2,
  },
  {
    name: 'DG3',
    parse: parseDg3,
    seeds: [...issuedDataGroup(3), encodeDg3Extensible([{ ...face, position: 2 }])].filter(takenBy(parseDg3)),
  },
  {
    name: 'DG4',
    parse: parseDg4,
    seeds: [encodeIrises([{ eye: 'left', image: pngShell() }]), encodeDg4Extensible([pngShell()])],
    grown: 2,
  },
  { name: 'DG5', parse: parseDg5, seeds: [encodeDg5([jpegShell()]), ...specimens(tsemrtd('EF_DG5.bin'))] },
  { name: 'DG7', parse: parseDg7, seeds: [...issuedDataGroup(7), ...specimens(tsemrtd('EF_DG7.bin'))] },
  { name: 'DG11', parse: parseDg11, seeds: [...issuedDataGroup(11), ...specimens(tsemrtd('EF_DG11.bin'))] },
  { name: 'DG12', parse: parseDg12, seeds: [...issuedDataGroup(12), ...specimens(tsemrtd('EF_DG12.bin'))] },
  { name: 'DG16', parse: parseDg16, seeds: issuedDataGroup(16) },
  {
    name: 'data group of no known form',
    parse: bytes => parseUnspecifiedDataGroup(bytes, 'DG13'),
    seeds: issuedDataGroup(13),
  },
  { name: 'image header', parse: bytes => readImageHeader(bytes), seeds: images, grown: images.length },
  { name: 'EF.DIR', parse: parseDirectory, seeds: [directory, concatBytes(directory, new Uint8Array(8))] },
  { name: 'EF.ATR/INFO', parse: parseAtrInfo, seeds: [atrInfo] },
  { name: 'EF.CardSecurity', parse: verifyCardSecurity, seeds: goodCardSecurity, share: 0.2 },
  { name: 'CV certificate', parse: parseCvCertificate, seeds: cvCertificates },
  { name: 'EF.CVCA', parse: parseCvcaFile, seeds: [concatBytes(reference, reference, new Uint8Array(10))] },
]

/** Fingers of the cards are protected and hold nothing, those of the passport are records. */
function takenBy(parse: (bytes: Uint8Array) => { readonly ok: boolean }) {
  return (bytes: Uint8Array) => parse(bytes).ok
}
