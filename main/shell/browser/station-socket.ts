import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { StationPort } from '../../protocol/station.ts'
import { type FaultLog, maxMessageLength, maxRequestLength, serveStation, type TextPipe } from '../station-wire.ts'

const mostSockets = 8
const heartbeatMs = 15_000

/** The WebSocket side of the browser shell: each accepted connection is one pipe to the station. */
export function stationSocket(station: StationPort, logFault?: FaultLog) {
  // A UTF-16 unit is at most three bytes of UTF-8; the exact limit is the protocol's.
  const server = new WebSocketServer({ noServer: true, maxPayload: maxRequestLength * 3, perMessageDeflate: false })
  return {
    /** Takes over a connection that has passed every check. */
    accept(request: IncomingMessage, connection: Socket, head: Buffer): void {
      if (server.clients.size >= mostSockets)
        return void connection.end('HTTP/1.1 503 Refused\r\nConnection: close\r\n\r\n')
      server.handleUpgrade(request, connection, head, socket => {
        keepAlive(socket)
        serveStation(station, socketPipe(socket), logFault)
      })
    },
    close(): void {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function socketPipe(socket: WebSocket): TextPipe {
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return
      // A page that does not read (suspended, broken) is let go instead of being buffered for without end.
      if (socket.bufferedAmount > 2 * maxMessageLength) return socket.terminate()
      socket.send(text)
    },
    onMessage: listener =>
      socket.on('message', (data, binary) => {
        if (binary) socket.close(1003, 'text only')
        else listener(data.toString())
      }),
    onClose: listener => socket.once('close', listener),
  }
}

/** A peer that vanished without a goodbye is noticed within two beats. */
function keepAlive(socket: WebSocket): void {
  let alive = true
  socket.on('pong', () => {
    alive = true
  })
  socket.on('error', () => socket.terminate())
  const beat = setInterval(() => {
    if (!alive) return socket.terminate()
    alive = false
    socket.ping()
  }, heartbeatMs)
  socket.once('close', () => clearInterval(beat))
}
