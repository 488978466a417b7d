import { fail, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { httpLine, timeoutsOf } from './http-exchange.ts'
import { contractAdapter, registryAddress } from './registry-client.ts'

const timeoutMs = 30_000

/**
 * Fetches the trust bundle of the register, `GET /v1/trust-bundle`. What it is worth is for its signature to say (main/trust); here it is bytes. Errors:
 * `ConfigInvalid` for an address that is not `https:` (or `http:` on loopback), and the `Online*` family.
 */
export async function fetchTrustBundle(baseUrl: string): Promise<Result<Uint8Array, ChipDeskError>> {
  const address = registryAddress(baseUrl)
  if (!address)
    return fail(chipDeskError('ConfigInvalid', { cause: 'the address of the register must begin with https://' }))
  const line = httpLine({ baseUrl: address, timeouts: timeoutsOf(timeoutMs) })
  const policy = { keys: new Map(), signedAnswers: 'unchecked', basePath: '' } as const
  const bundle = await contractAdapter(line.send, policy, line.close).trustBundle()
  await line.close()
  return bundle.ok ? bundle : fail(bundle.error.error)
}
