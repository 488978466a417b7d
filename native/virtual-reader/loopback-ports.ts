import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'

// Below the range from which Linux takes ports for outgoing connections (32768 and up).
const firstPort = 20_000
const portPairs = 5_000

const bindable = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A port N such that N and N + 1 are free on the loopback address just now; somebody else may still be faster. */
export async function findPortPair(): Promise<number> {
  for (;;) {
    const port = firstPort + 2 * Math.floor(Math.random() * portPairs)
    if ((await bindable(port)) && (await bindable(port + 1))) return port
  }
}

const listening = '0A'

/** Inodes of the sockets a process has open, from /proc; empty when it is gone. */
function socketInodes(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`
  try {
    const links = readdirSync(folder).map(fd => readlinkSync(`${folder}/${fd}`))
    return new Set(links.flatMap(link => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
  } catch {
    return new Set()
  }
}

/**
 * True if this very process listens on all the ports. Read from /proc, because connecting would already lay a card on
 * the reader, and because a port that somebody else got first must not be taken for ours.
 */
export function listensOn(pid: number, ports: readonly number[]): boolean {
  const own = socketInodes(pid)
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)
  const open = new Set(
    rows.flatMap(row => {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
      return state === listening && own.has(inode) ? Number.parseInt(local.split(':')[1] ?? '', 16) : []
    }),
  )
  return ports.every(port => open.has(port))
}
