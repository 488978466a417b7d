import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { buildConnector } from 'undici'

/** Certificates of mutual TLS, PEM. Chain and server name are always verified. */
export interface RegistryTls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** Milliseconds for each phase of an exchange. */
export interface Timeouts {
  /** Until the other side has taken the connection. */
  readonly connectMs: number
  /** Until both have proven their names. */
  readonly tlsMs: number
  /** From the question to the head of the answer, a new connection included. */
  readonly headersMs: number
  /** From the head of the answer to its last byte. */
  readonly bodyMs: number
}

/** Opens connections in two phases, each with its own limit; the error of a phase that took too long is named after it. */
export function phasedConnector(
  tls: RegistryTls,
  { connectMs, tlsMs }: Pick<Timeouts, 'connectMs' | 'tlsMs'>,
): buildConnector.connector {
  return ({ hostname, protocol, port }, callback) => {
    const secure = protocol === 'https:'
    let done = false
    const end = (error: Error | null, socket: Socket | null) => {
      if (done) return
      done = true
      if (error) {
        callback(error, null)
        tcp.destroy()
      } else if (socket) callback(null, socket)
    }
    const tcp = connectTcp({ host: hostname, port: Number(port) || (secure ? 443 : 80), noDelay: true })
    tcp.setKeepAlive(true, 60_000)
    const tcpTimer = setTimeout(() => end(late('CONNECT_TIMEOUT'), null), connectMs)
    const stop = () => clearTimeout(tcpTimer)
    tcp.once('error', error => {
      stop()
      end(error, null)
    })
    tcp.once('connect', () => {
      stop()
      if (!secure) return end(null, tcp)
      handshake(tcp, hostname, tls, tlsMs, end)
    })
  }
}

function handshake(
  tcp: Socket,
  hostname: string,
  tls: RegistryTls,
  tlsMs: number,
  end: (error: Error | null, socket: Socket | null) => void,
): void {
  const socket = connectTls({
    ...tls,
    socket: tcp,
    host: hostname,
    // RFC 6066 §3: an address is no server name.
    servername: isIP(hostname) ? '' : hostname,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
  })
  const timer = setTimeout(() => end(late('TLS_TIMEOUT'), null), tlsMs)
  socket.once('error', error => {
    clearTimeout(timer)
    end(error, null)
  })
  socket.once('secureConnect', () => {
    clearTimeout(timer)
    end(null, socket)
  })
}

const late = (code: 'CONNECT_TIMEOUT' | 'TLS_TIMEOUT') => Object.assign(new Error('too late'), { code })
