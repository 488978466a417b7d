import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'

/** Files the private PC/SC service is made of. */
export interface InstalledParts {
  readonly pcscd: string
  /** vpcd, the reader driver whose cards come over TCP. */
  readonly driver: string
  readonly launcher: string
  readonly preload: string
}

const pcscdPlaces = ['/usr/sbin/pcscd', '/usr/bin/pcscd', '/usr/local/sbin/pcscd']
const driverConfig = '/etc/reader.conf.d/vpcd'
const driverPlaces = ['/usr/lib/pcsc/drivers/serial/libifdvpcd.so', '/usr/local/lib/pcsc/drivers/serial/libifdvpcd.so']

/** The distribution's own configuration names its driver; the usual places only where there is none. */
function findDriver(): string | undefined {
  const named = existsSync(driverConfig)
    ? /^\s*LIBPATH\s+"?([^"\s]+)/m.exec(readFileSync(driverConfig, 'utf8'))?.[1]
    : undefined
  return [...(named ? [named] : []), ...driverPlaces].find(existsSync)
}

const missing = (what: string, cure: string) =>
  fail(chipDeskError('ServiceMissing', { cause: `no virtual reader: ${what}; ${cure}` }))

/** Finds every part, or says as `ServiceMissing` which one is not there and what brings it. */
export function findInstalledParts(): Result<InstalledParts, ChipDeskError> {
  if (process.platform !== 'linux') return missing(`it needs Linux, this is ${process.platform}`, 'use a real reader')
  const pcscd = pcscdPlaces.find(existsSync)
  if (!pcscd) return missing('pcscd is not installed', 'install the package pcscd')
  const driver = findDriver()
  if (!driver) return missing('its driver vpcd is not installed', 'install the package vsmartcard-vpcd')

  // Beside this source, or beside the current folder where the program was bundled into one file.
  const places = [fileURLToPath(new URL('../..', import.meta.url)), process.cwd()].map(root =>
    join(root, 'build', 'virtual-reader'),
  )
  const products = places.find(place => existsSync(join(place, 'launcher')))
  if (!products) return missing('its launcher is not built', 'run npm run setup (needs gcc)')
  return ok({
    pcscd,
    driver,
    launcher: join(products, 'launcher'),
    preload: join(products, 'loopback-nodelay.so'),
  })
}
