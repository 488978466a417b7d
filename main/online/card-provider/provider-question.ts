import { z } from 'zod'
import type { RegistryRequest } from '../../protocol/registry-question.ts'
import { jsonOf } from '../http-exchange.ts'

const neutral = z.object({
  requestId: z.string(),
  workstation: z.object({ readerModel: z.string() }),
  card: z.object({ personalNumber: z.string(), dscPem: z.string() }),
})

/**
 * What a provider of card verification is asked, of the neutral question (vietnam.md §3.3): number, signer, reader and province. Never the chip's
 * picture, a relative, a religion or an address, which other products send. The same question gives the same text.
 * @param customer code of the desk's organisation at the provider
 * @param province of the place of origin, empty where the chip has none
 * @returns undefined where the signer could not be read
 */
export function providerQuestion(
  { body }: RegistryRequest,
  customer: string,
  province: string,
): { readonly requestId: string; readonly text: string } | undefined {
  const parsed = neutral.safeParse(jsonOf(body))
  if (!parsed.success) return undefined
  const { requestId, workstation, card } = parsed.data
  const text = JSON.stringify({
    id_card: card.personalNumber,
    ds_cert: Buffer.from(card.dscPem, 'utf8').toString('base64'),
    device_type: workstation.readerModel.slice(0, 100),
    province: province.slice(0, 100),
    code: customer,
    requestId,
  })
  return { requestId, text }
}
