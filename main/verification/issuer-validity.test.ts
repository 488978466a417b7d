import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { verifySod } from '../emrtd/lds/sod.ts'
import { looseRecords } from '../trust/anchor-store.ts'
import { chainToAnchor } from '../trust/chain.ts'
import { verifyMasterList } from '../trust/master-list.ts'
import { trustOfRecords } from '../trust/trust-records.ts'
import { validityCheck } from './issuer-validity.ts'

const vectors = new URL('../../../shared/vectors/', import.meta.url)
const there = existsSync(vectors)
const bytesOf = (path: string) => new Uint8Array(readFileSync(new URL(path, vectors)))

// The rules of signing time, key usage and validity were not made for the invented country alone.
describe.skipIf(!there)(
  `security objects of eight states${there ? '' : ' (skipped: ../shared/vectors is absent)'}`,
  () => {
    const names = there ? readdirSync(new URL('sods/', vectors)) : []
    const list = there ? verifyMasterList(bytesOf('masterlists/DE_ML_2026-05-28-08-28-45.ml')) : undefined
    const certificates = list?.ok ? list.value.certificates : []
    const trust = trustOfRecords(looseRecords(certificates.map((bytes, i) => ({ name: `${i}.passport.cer`, bytes }))))

    it('are eight', () => {
      expect(names).toHaveLength(8)
    })

    it.each(names)('%s: signed within the use of its key, by a signer valid then and five years on', name => {
      const sod = verifySod(bytesOf(`sods/${name}`))
      if (!sod.ok) throw new Error(sod.error.message)
      const { signer, signingTime = signer.notBefore } = sod.value
      for (const years of [0, 5]) {
        const at = new Date(signingTime.getTime() + years * 365 * 86_400_000)
        const chain = chainToAnchor(signer, trust, { at })
        if (chain.outcome !== 'issued') throw new Error(chain.outcome)
        expect(validityCheck(sod.value, chain, at)).toMatchObject({ result: 'successful' })
        const late = { ...sod.value, signingTime: new Date(signer.notAfter.getTime() + 2 * 86_400_000) }
        expect(validityCheck(late, chain, at)).toMatchObject({ result: 'failed', reason: 'signed-out-of-period' })
      }
    })
  },
)
