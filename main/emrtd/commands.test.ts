import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { expect, it } from 'vitest'
import { encodeCommand } from './apdu.ts'
import {
  externalAuthenticate,
  generalAuthenticate,
  getChallenge,
  getResponse,
  internalAuthenticate,
  manageSecurityEnvironment,
  readBinary,
  readBinaryOdd,
  selectAnyFile,
  selectApplication,
  selectFile,
  selectMasterFile,
  unwrapOddReadBinary,
} from './commands.ts'

const bytes = hexToBytes

it.each([
  [selectApplication(), '00a4040c07a0000002471001'],
  [selectFile(0x011c), '00a4020c02011c'],
  [selectMasterFile('explicit'), '00a4000c023f00'],
  [selectMasterFile('implicit'), '00a4000c'],
  [selectAnyFile(0x011c), '00a4000c02011c'],
  [getResponse(256), '00c0000000'],
  [getResponse(0x1f), '00c000001f'],
  [readBinary({ offset: 0, le: 256 }), '00b0000000'],
  [readBinary({ offset: 0x7fff, le: 1 }), '00b07fff01'],
  [readBinary({ offset: 300, le: 1000 }), '00b0012c0003e8'],
  [readBinary({ sfi: 0x1c, offset: 4, le: 18 }), '00b09c0412'],
  [readBinaryOdd({ offset: 0x8000, le: 256 }), '00b10000045402800000'],
  [readBinaryOdd({ offset: 0x12345, le: 2 }), '00b1000005540301234504'],
  [getChallenge, '0084000008'],
  [externalAuthenticate(bytes('aabb')), '0082000002aabb28'],
  [internalAuthenticate(bytes('0102030405060708')), '0088000008010203040506070800'],
  [manageSecurityEnvironment(0xc1, 0xa4, bytes('8301')), '0022c1a4028301'],
  [generalAuthenticate(bytes('7c00'), false), '10860000027c0000'],
  [generalAuthenticate(bytes('7c00'), true), '00860000027c0000'],
])('encodes command %#', (command, wire) => {
  expect(bytesToHex(encodeCommand(command))).toBe(wire)
})

it('refuses offsets that do not fit', () => {
  expect(() => readBinary({ offset: 0x8000, le: 1 })).toThrow(RangeError)
  expect(() => readBinary({ sfi: 1, offset: 256, le: 1 })).toThrow(RangeError)
})

it.each([
  ['530401020304', '01020304'],
  ['5303010203', '010203'],
  ['53050102', '0102'],
  ['5381020102', '0102'],
  ['5300', ''],
  ['0102', ''],
  ['', ''],
  ['5385', ''],
])("content of DO'53' in %s", (answer, content) => {
  expect(bytesToHex(unwrapOddReadBinary(bytes(answer)))).toBe(content)
})
