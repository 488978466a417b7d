import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where this station keeps its things; demo mode has a place of its own, so that invented people never meet real ones. */
export interface StationPaths {
  /** Encrypted database. */
  readonly store: string
  /** Backups, where none other place is named; the station restores a damaged store from the newest of them. */
  readonly backups: string
  /** Key of the database, apart from it. */
  readonly key: string
  readonly config: string
  /** What this desk chose of its scanners. */
  readonly scanners: string
  /** Printers that are printed on without asking. */
  readonly printers: string
  /** Mark of a desk that was set up; whoever installs many lays it there beforehand. */
  readonly setUp: string
  /** CSCA certificates that the site trusts. */
  readonly anchors: string
}

/** Follows the XDG base directories (or APPDATA); `CHIPDESK_HOME` puts all below one folder. */
export function stationPaths(demo: boolean, env: NodeJS.ProcessEnv = process.env): StationPaths {
  const windows = env.APPDATA
  const own = env.CHIPDESK_HOME
  const data = own ?? join(env.XDG_DATA_HOME ?? windows ?? join(homedir(), '.local', 'share'), 'chipdesk')
  const config = own
    ? join(own, 'config')
    : join(env.XDG_CONFIG_HOME ?? windows ?? join(homedir(), '.config'), 'chipdesk')
  const place = demo ? 'demo' : 'desk'
  return {
    store: join(data, place, 'store.db'),
    backups: join(data, place, 'backups'),
    key: join(config, place, 'store.key'),
    config: join(config, 'config.json'),
    scanners: join(config, place, 'scanners.json'),
    // The window of the other shell reads it, under the same folder.
    printers: join(own ?? config, 'printers.json'),
    setUp: join(config, place, 'set-up-done'),
    anchors: join(config, 'anchors'),
  }
}
