import { fail, ok, type Result } from '../emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../protocol/errors.ts'
import { registryAddress } from './registry-client.ts'
import { registryHttp } from './registry-http.ts'

/** A master list's 600 certificates are some 1.2 MB in base64. */
const largestBundle = 16 * 1024 * 1024
const timeoutMs = 30_000

/**
 * Fetches the trust bundle of the register, `GET /v1/trust-bundle`. What it is worth is for its signature to say (main/trust); here it is bytes. Errors:
 * `ConfigInvalid` for an address that is not `https:` (or `http:` on loopback), and the `Online*` family.
 */
export async function fetchTrustBundle(baseUrl: string): Promise<Result<Uint8Array, ChipDeskError>> {
  const address = registryAddress(baseUrl)
  if (!address)
    return fail(chipDeskError('ConfigInvalid', { cause: 'the address of the register must begin with https://' }))
  const http = registryHttp({ baseUrl: address, timeoutMs, largest: largestBundle })
  try {
    const answer = await http.exchange({ method: 'GET', path: '/v1/trust-bundle' })
    return answer.ok ? ok(new TextEncoder().encode(JSON.stringify(answer.value))) : fail(answer.error.error)
  } finally {
    await http.close()
  }
}
