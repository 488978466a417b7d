import { describe, expect, it } from 'vitest'
import type { BlockCipher } from '../crypto/block-cipher.ts'
import { curveByName } from '../crypto/curves.ts'
import { ellipticCurveGroup } from '../crypto/elliptic-curve-group.ts'
import { finiteFieldGroup } from '../crypto/finite-field-groups.ts'
import { choosePaceInfo, paceChoices, paceGroup } from './pace-choice.ts'
import {
  type PaceDomainParameterInfo,
  type PaceInfo,
  parseSecurityInfos,
  type SecurityInfos,
} from './security-infos.ts'
import {
  type AgreementGroup,
  type KeyAgreement,
  type PaceMapping,
  paceProtocol,
  standardizedParameterIds,
} from './security-protocol.ts'

const nothing = parseSecurityInfos(Uint8Array.of(0x31, 0))
if (!nothing.ok) throw new Error(nothing.error.message)
const infos = (pace: readonly PaceInfo[], paceDomainParameters: readonly PaceDomainParameterInfo[] = []) => ({
  ...(nothing.value satisfies SecurityInfos),
  pace,
  paceDomainParameters,
})

const arcs: Record<string, number> = { 'DH GM': 1, 'ECDH GM': 2, 'DH IM': 3, 'ECDH IM': 4, 'ECDH CAM': 6 }
const ciphers: Record<string, BlockCipher> = { 1: '3DES', 2: 'AES-128', 3: 'AES-192', 4: 'AES-256' }
/** E.g. `ECDH GM AES-128 13`. */
function info(text: string, more: Partial<PaceInfo> = {}): PaceInfo {
  const [agreement, mapping, cipher, id] = text.split(' ')
  const arc = Object.entries(ciphers).find(([, name]) => name === cipher)?.[0]
  return {
    kind: 'pace',
    oid: `0.4.0.127.0.7.2.2.4.${arcs[`${agreement} ${mapping}`]}.${arc}`,
    keyAgreement: agreement as KeyAgreement,
    mapping: mapping as PaceMapping,
    cipher: cipher as BlockCipher,
    version: 2,
    ...(id !== undefined && { parameterId: Number(id) }),
    ...more,
  }
}
const explicit = (group: AgreementGroup, parameterId?: number): PaceDomainParameterInfo => ({
  kind: 'pace-domain-parameters',
  oid: '0.4.0.127.0.7.2.2.4.2',
  keyAgreement: group.kind,
  mapping: 'GM',
  group: { ok: true, value: group },
  ...(parameterId !== undefined && { parameterId }),
})
const order = (...texts: string[]) =>
  paceChoices(infos(texts.map(text => info(text)))).map(
    ({ keyAgreement, mapping, cipher, parameterId }) => `${keyAgreement} ${mapping} ${cipher} ${parameterId}`,
  )

describe('order', () => {
  it.each([
    ['the weakest part first', 'ECDH GM AES-128 17', 'ECDH CAM AES-256 8'],
    ['3DES last, but for the field of 1024 bits', 'ECDH IM AES-128 8', 'ECDH GM 3DES 17'],
    ['a field of 2048 bits before P-192', 'DH IM AES-128 1', 'ECDH CAM AES-256 8'],
    ['a curve of 256 bits before a field of 2048', 'ECDH IM AES-128 12', 'DH GM AES-256 2'],
    ['CAM before GM, though the key of GM is longer', 'ECDH CAM AES-128 13', 'ECDH GM AES-256 17'],
    ['GM before IM', 'ECDH GM AES-128 13', 'ECDH IM AES-256 13'],
    ['longer keys', 'ECDH GM AES-256 13', 'ECDH GM AES-128 17'],
    ['larger groups', 'ECDH GM AES-128 17', 'ECDH GM AES-128 13'],
    ['a curve before a field of the same strength', 'ECDH GM AES-128 10', 'DH GM AES-128 2'],
  ])('%s', (_, first, second) => {
    expect(order(second, first)).toEqual([first, second])
    expect(order(first, second)).toEqual([first, second])
  })

  it('equals stay in the order of the file', () => {
    expect(order('ECDH GM AES-128 13', 'ECDH GM AES-128 12')).toEqual(['ECDH GM AES-128 13', 'ECDH GM AES-128 12'])
    expect(order('ECDH GM AES-128 12', 'ECDH GM AES-128 13')).toEqual(['ECDH GM AES-128 12', 'ECDH GM AES-128 13'])
  })

  it('the first is the choice, and names its parameters where the chip has several', () => {
    const both = infos([info('ECDH GM 3DES 12'), info('ECDH GM AES-128 13')])
    expect(choosePaceInfo(both)).toMatchObject({ cipher: 'AES-128', nameParameters: true })
    const one = infos([info('ECDH GM 3DES 12'), info('ECDH CAM AES-128 12')])
    expect(choosePaceInfo(one)).toMatchObject({ mapping: 'CAM', nameParameters: false })
    expect(choosePaceInfo(infos([]))).toBeUndefined()
  })
})

describe('refused', () => {
  const unknown = { ok: false, error: { tag: 'unsupported', message: 'elliptic curve' } } as const

  it.each([
    ['version 1', info('ECDH GM AES-128 13', { version: 1 }), [], 'only version 2'],
    ['version 3', info('ECDH GM AES-128 13', { version: 3 }), [], 'only version 2'],
    ['reserved number 3', info('DH GM AES-128 3'), [], 'reserved'],
    ['reserved number 19', info('ECDH GM AES-128 19'), [explicit(ellipticCurveGroup(curveByName('P-256')), 19)], 'res'],
    ['a curve for DH', info('DH GM AES-128 13'), [], 'DH on brainpoolP256r1'],
    ['a field for ECDH', info('ECDH GM AES-128 0'), [], 'ECDH on MODP-1024-160'],
    ['a field for CAM', info('ECDH CAM AES-128 2'), [], 'ECDH on MODP-2048-256'],
    ['IM on P-224', info('ECDH IM AES-128 10'), [], 'no integrated mapping on P-224'],
    ['CAM with 3DES', info('ECDH CAM 3DES 13'), [], 'mapping with 3DES'],
    ['no parameters', info('ECDH GM AES-128'), [], 'not one set'],
    ['an explicit set that is not there', info('ECDH GM AES-128 40'), [], 'not one set'],
    [
      'an explicit set of another number',
      info('DH GM AES-128 40'),
      [explicit(finiteFieldGroup('MODP-2048-256'), 41)],
      'not one',
    ],
    [
      'two explicit sets of one number',
      info('DH GM AES-128 40'),
      [explicit(finiteFieldGroup('MODP-2048-256'), 40), explicit(finiteFieldGroup('MODP-2048-224'), 40)],
      'not one set',
    ],
    [
      'a number over a byte',
      info('DH GM AES-128 256'),
      [explicit(finiteFieldGroup('MODP-2048-256'), 256)],
      'cannot be named',
    ],
    [
      'a group of its own',
      info('ECDH GM AES-128 40'),
      [{ ...explicit(ellipticCurveGroup(curveByName('P-256')), 40), group: unknown }],
      'elliptic curve',
    ],
  ])('%s', (_, refused, parameters, why) => {
    const all = infos([refused], parameters)
    expect(paceChoices(all)).toEqual([])
    expect(paceGroup(all, refused)).toMatchObject({
      ok: false,
      error: { tag: 'AccessUnsupported', message: expect.stringContaining(why) },
    })
  })
  it('id-PACE-ECDH-CAM-3DES and id-PACE-DH-CAM are no protocols', () => {
    expect(paceProtocol('0.4.0.127.0.7.2.2.4.6.1')).toBeUndefined()
    expect(paceProtocol('0.4.0.127.0.7.2.2.4.5.2')).toBeUndefined()
    expect(paceProtocol('0.4.0.127.0.7.2.2.4.6.2')).toBeDefined()
  })
})

describe('explicit domain parameters', () => {
  const curve = ellipticCurveGroup(curveByName('brainpoolP384r1'))
  const field = finiteFieldGroup('MODP-2048-256')

  it('of standardized groups are used under their own number', () => {
    const all = infos(
      [info('DH IM AES-128 40'), info('ECDH GM AES-128 41')],
      [explicit(field, 40), explicit(curve, 41)],
    )
    expect(paceChoices(all)).toMatchObject([
      { parameterId: 41, group: curve, nameParameters: true },
      { parameterId: 40, group: field, nameParameters: true },
    ])
  })
  it('without a number where there is one set', () => {
    const [choice] = paceChoices(infos([info('ECDH GM AES-256')], [explicit(curve)]))
    expect(choice).toMatchObject({ group: curve, nameParameters: false })
  })
})

it('every standardized number is supported by its kind of agreement', () => {
  expect(standardizedParameterIds).toEqual([0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
  for (const id of standardizedParameterIds)
    expect(order(`DH GM AES-128 ${id}`, `ECDH GM AES-128 ${id}`)).toEqual([
      `${id < 3 ? 'DH' : 'ECDH'} GM AES-128 ${id}`,
    ])
})
