import { expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { authorityOf, defaultSeed } from '../../fixtures/country/authority.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { personas } from '../../fixtures/country/persona.ts'
import { encodeSod } from '../../fixtures/country/sod.ts'
import { randomBytes } from '../crypto/random.ts'
import { parseUnverifiedSod } from '../emrtd/lds/sod.ts'
import { readCard } from '../reading/read-card.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { verifyRead } from './verify-read.ts'

const { csca, signers } = authorityOf(defaultSeed)
const anchors = [{ name: 'country.test.cer', bytes: csca }]
const at = new Date('2026-11-21T03:00:00Z')

async function readWithout(options: Parameters<typeof encodeSod>[3]) {
  const [holder] = personas
  if (!holder) throw new Error('nobody lives here')
  const card = issueCard(holder)
  const reader = inProcessReader('pad')
  reader.place(createChip(card.image))
  const secrets = { can: card.can, mrzInformation: card.image.mrzInformation }
  const read = await readCard(() => reader.source.connect('pad'), { secrets, random: randomBytes })
  const sod = parseUnverifiedSod(read.files.get('SOD') ?? new Uint8Array())
  if (!sod.ok) throw new Error(sod.error.message)
  const other = encodeSod(sod.value.signedData.content, signers.current, holder.issueDate, options)
  return { ...read, files: new Map([...read.files, ['SOD', other] as const]) }
}
const rowsOf = ({ report }: ReturnType<typeof verifyRead>, id: string) =>
  report.checks.filter(check => check.id === id).map(({ result, reason, detail }) => [result, reason, detail])

// 9303-10 §4.6.2.2 leaves the certificate out of old documents; TR-03135-1 §5.6.4.3 calls that undetermined where it is not found elsewhere.
it('verifies a card that brings no certificate by the document signer of the store, and says so', async () => {
  const read = await readWithout({ certificates: [] })
  const alone = verifyRead(read, { anchors: anchorStore(anchors), policy: 'demo', at })
  expect(alone.report.verdict).not.toBe('authentic')
  expect(rowsOf(alone, 'sod.signature')[0]?.slice(0, 2)).toEqual(['undetermined', 'signer-missing'])

  const store = anchorStore(anchors, { signers: [signers.current.certificate, signers.expired.certificate] })
  const found = verifyRead(read, { anchors: store, policy: 'demo', at })
  expect(found.report.verdict).toBe('authentic')
  expect(rowsOf(found, 'sod.signature')).toEqual([
    ['successful', undefined, "ECDSA brainpoolP256r1 SHA-256, signer's certificate from the store"],
  ])
})

it('says what in a signature is deprecated or not as the standard has it', async () => {
  const read = await readWithout({ digest: 'SHA-1', attributes: 'as-sent' })
  const verified = verifyRead(read, { anchors: anchorStore(anchors), policy: 'demo', at })
  expect(rowsOf(verified, 'sod.signature')[0]?.[2]).toBe(
    'ECDSA brainpoolP256r1 SHA-256, deprecated: SHA-1, deviates: attributes-not-der',
  )
})
