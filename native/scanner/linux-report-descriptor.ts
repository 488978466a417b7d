import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

/**
 * The report descriptor of a hidraw device, which the kernel shows to every account; `node-hid` has no call for it.
 * @param path `/dev/hidraw0`
 * @param sys where sysfs is mounted
 * @returns `undefined` on other systems
 */
export async function linuxReportDescriptor(path: string, sys = '/sys'): Promise<Uint8Array | undefined> {
  if (!/^\/dev\/hidraw\d+$/.test(path)) return undefined
  try {
    return await readFile(join(sys, 'class/hidraw', basename(path), 'device/report_descriptor'))
  } catch {
    return undefined
  }
}
