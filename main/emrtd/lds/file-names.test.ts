import { describe, expect, it } from 'vitest'
import { fileIdOfName } from './file-names.ts'

describe('names of elementary files', () => {
  it.each([
    ['EF_SOD.bin', 'SOD'],
    ['EF.SOD', 'SOD'],
    ['ef011D.bin', 'SOD'],
    ['SOD.bin', 'SOD'],
    ['DG1.bin', 'DG1'],
    ['dg01', 'DG1'],
    ['EF_DG1.bin', 'DG1'],
    ['Datagroup1.bin', 'DG1'],
    ['ef0101.bin', 'DG1'],
    ['EF.DG16.dat', 'DG16'],
    ['0110', 'DG16'],
    ['EF_CardAccess.bin', 'CardAccess'],
    ['ef011C.bin', 'CardAccess'],
    ['EF.COM', 'COM'],
    ['DG14_pk.bin', undefined],
    ['DG15_sk.pkcs8', undefined],
    ['DG17.bin', undefined],
    ['Datagroup16.bin', 'DG16'],
    ['DG0.bin', undefined],
    ['README.md', undefined],
    ['notes.txt', undefined],
  ])('%s is %s', (name, id) => {
    expect(fileIdOfName(name)).toBe(id)
  })
})
