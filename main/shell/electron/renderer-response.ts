import type { rendererFiles } from '../renderer-files.ts'
import { rendererHeaders } from '../renderer-policy.ts'
import { isPageAddress } from './page-origin.ts'

/** Answers a request to the `app:` scheme: a file of the renderer with its policy, or nothing. */
export async function rendererResponse(
  request: { readonly url: string; readonly method: string },
  file: ReturnType<typeof rendererFiles>,
): Promise<Response> {
  if (request.method !== 'GET' || !isPageAddress(request.url)) return new Response(null, { status: 403 })
  const found = await file(new URL(request.url).pathname).catch(() => undefined)
  if (!found) return new Response(null, { status: 404 })
  return new Response(found.bytes, { headers: { ...rendererHeaders(found.path), 'Content-Type': found.type } })
}
