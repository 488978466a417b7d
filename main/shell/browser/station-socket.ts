import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import type { StationPort } from '../../protocol/station.ts'
import { serveCitizenView } from '../serve-citizen-view.ts'
import { type FaultLog, maxMessageLength, maxRequestLength, serveStation, type TextPipe } from '../station-wire.ts'

const mostSockets = 8
const mostCitizenSockets = 2
const heartbeatMs = 15_000

/** The WebSocket side of the browser shell: each accepted connection is one pipe to the station. */
export function stationSocket(station: StationPort, logFault?: FaultLog): SocketDoor {
  // A UTF-16 unit is at most three bytes of UTF-8; the exact limit is the protocol's.
  return socketDoor(mostSockets, maxRequestLength * 3, socket => serveStation(station, socketPipe(socket), logFault))
}

/** Screens before the citizen: they are told what they may show. One that says anything itself is none of ours, and is closed. */
export function citizenSocket(station: StationPort): SocketDoor {
  return socketDoor(mostCitizenSockets, 1024, socket => {
    const pipe = socketPipe(socket)
    const { stop } = serveCitizenView(station, text => pipe.send(text))
    socket.on('message', () => {
      stop()
      socket.close(1008, 'nothing is taken here')
    })
    pipe.onClose(stop)
  })
}

export interface SocketDoor {
  /** Takes over a connection that has passed every check. */
  accept(request: IncomingMessage, connection: Socket, head: Buffer): void
  close(): void
}

function socketDoor(most: number, maxPayload: number, serve: (socket: WebSocket) => void): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
  return {
    accept(request, connection, head) {
      if (server.clients.size >= most) return void connection.end('HTTP/1.1 503 Refused\r\nConnection: close\r\n\r\n')
      server.handleUpgrade(request, connection, head, socket => {
        keepAlive(socket)
        serve(socket)
      })
    },
    close() {
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
