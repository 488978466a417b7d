import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A central service that answers everything with what it was sent, secrets and all: the worst that an error message can be made of. */
export async function startEchoingService(): Promise<{ readonly url: string; heard(): string; stop(): Promise<void> }> {
  let heard = ''
  let count = 0
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const echo = JSON.stringify({ url: request.url, headers: request.headers, body: Buffer.concat(parts).toString() })
    heard += echo
    const status = [500, 401, 200, 400, 503][count++ % 5] ?? 500
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-echo': encodeURIComponent(echo).slice(0, 4000),
    })
    response.end(echo)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: () => heard,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
