import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

const prefix = 'chipdesk-reader-'

/** What a private service has on disk: its configuration and its socket. */
export interface ServiceFolder {
  readonly config: string
  readonly socket: string
  remove(): void
}

/** Whether this is the socket of a private service that this process has, or has had. */
export const isOwnSocket = (socket: string): boolean =>
  dirname(dirname(socket)) === tmpdir() && basename(dirname(socket)).startsWith(`${prefix}${process.pid}-`)

/** Folders of processes that were killed before they could tidy up. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : undefined
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

/** Makes a folder of its own, or uses the given one and later removes from it only what was put there. */
export function makeServiceFolder(given?: string): ServiceFolder {
  if (!given) removeAbandoned()
  const folder = given ?? mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const config = join(folder, 'reader.conf.d')
  const socket = join(folder, 'pcscd.comm')
  mkdirSync(config, { recursive: true })
  const own = given ? [config, socket] : [folder]
  return {
    config,
    socket,
    remove: () => {
      for (const path of own) rmSync(path, { recursive: true, force: true })
    },
  }
}

/** Writes reader.conf(5) for vpcd: two slots, on `port` and `port` + 1. */
export function writeReaderConfig(config: string, reader: { name: string; driver: string; port: number }): void {
  const channel = `0x${reader.port.toString(16).toUpperCase()}`
  const lines = [
    `FRIENDLYNAME "${reader.name}"`,
    `DEVICENAME   /dev/null:${channel}`,
    `LIBPATH      ${reader.driver}`,
    `CHANNELID    ${channel}`,
  ]
  writeFileSync(join(config, 'vpcd'), `${lines.join('\n')}\n`)
}
