import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, it } from 'vitest'
import { curveByName } from '../crypto/curves.ts'
import { hash } from '../crypto/hash.ts'
import { rsaPublicKey } from '../crypto/rsa.ts'
import { tlv } from '../emrtd/tlv.ts'
import type { CardRead } from '../reading/card-read.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { chipChecks } from './chip-checks.ts'
import { isWeak } from './key-strength.ts'
import { type PolicyName, policies } from './policy.ts'

describe('the shortest key that proves anything', () => {
  const rsa = (bits: number) => rsaPublicKey(new Uint8Array(bits / 8).fill(0xff), Uint8Array.of(1, 0, 1))
  it.each([
    ['RSA 1024', rsa(1024), [true, false]],
    ['RSA 2048', rsa(2048), [false, false]],
    ['DH 1024', { kind: 'dh', bits: 1024 } as const, [true, false]],
    ['P-192', { kind: 'ec', curve: curveByName('P-192') } as const, [true, false]],
    ['brainpoolP224r1', { kind: 'ec', curve: curveByName('brainpoolP224r1') } as const, [false, false]],
  ])('%s', (_, key, weak) => {
    expect(key && [isWeak(key, policies.strict), isWeak(key, policies.counter)]).toEqual(weak)
  })

  it('makes a right answer of a short key no proof, and says so', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const challenge = hexToBytes('0011223344556677')
    // 6A ‖ M1 ‖ H(M1 ‖ challenge) ‖ BC, 9303-11 §6.1.
    const m1 = new Uint8Array(106).fill(7)
    const plain = concatBytes(Uint8Array.of(0x6a), m1, hash('SHA-1', m1, challenge), Uint8Array.of(0xbc))
    const response = Uint8Array.from(privateEncrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, plain))
    const dg15 = tlv(0x6f, Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })))
    const read: CardRead = {
      at: '2026-11-21T03:00:00Z',
      access: { protocol: 'none', attempts: [] },
      files: new Map([['DG15', dg15]]),
      notRead: [],
      activeAuthentication: { outcome: 'answered', challenge, response, challengeFrom: 'caller' },
      timings: {},
      apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
    }
    const answer = (policy: PolicyName) =>
      chipChecks(
        read,
        { checks: [], covered: new Set(['DG15']) },
        { anchors: anchorStore([]), policy: policies[policy], at: new Date(read.at) },
      ).find(({ id }) => id === 'chip.active-authentication')
    const detail = "ISO/IEC 9796-2 RSA SHA-1 1024, caller's challenge"
    expect(answer('counter')).toMatchObject({ result: 'successful', detail })
    expect(answer('strict')).toMatchObject({ result: 'undetermined', reason: 'weak-key', detail })
  })
})
