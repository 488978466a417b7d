import { lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'
import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import { type ChipDeskError, chipDeskError } from '../../main/protocol/errors.ts'

/**
 * Makes the path of a service of this process, which has ended, lead to another service. libpcsclite keeps the path that it was told first; what
 * lies there may change.
 * @param to socket of the other service; without one the path is free for a service of our own again
 * @returns `ServiceAccessDenied` where the folder is not this user's alone: whoever could lay a socket there would be our reader
 */
export function leadSocket(path: string, to?: string): Result<undefined, ChipDeskError> {
  const folder = dirname(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = lstatSync(folder)
    if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.() || (mode & 0o077) !== 0)
      return fail(chipDeskError('ServiceAccessDenied', { cause: 'the folder of the reader service is not ours' }))
    rmSync(path, { force: true })
    if (to !== undefined) symlinkSync(to, path)
    return ok(undefined)
  } catch (error) {
    return fail(chipDeskError('ServiceDown', { cause: `${(error as NodeJS.ErrnoException).code}` }))
  }
}
