import { open, readdir, readFile, rename, rm } from 'node:fs/promises'

/** What is asked of a file system. */
export interface FolderFiles {
  /** Names in a folder. */
  list(path: string): Promise<readonly string[]>
  /** @returns undefined where there is none */
  read(path: string): Promise<string | undefined>
  /** Makes a new file, whose bytes are on the disk when this ends. */
  write(path: string, text: string): Promise<void>
  /** In one step, and on the disk when this ends. */
  rename(from: string, to: string, folder: string): Promise<void>
  remove(path: string): Promise<void>
}

/** The computer's own. Errors are Node's, with their codes. */
export const folderFiles: FolderFiles = {
  list: path => readdir(path),
  async read(path) {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    }
  },
  async write(path, text) {
    // For the group as well, as far as the system's mask allows: the other system is another user.
    const file = await open(path, 'wx', 0o660)
    try {
      await file.writeFile(text, 'utf8')
      await file.sync()
    } finally {
      await file.close()
    }
  },
  async rename(from, to, folder) {
    await rename(from, to)
    // Windows opens no folder, and needs none for this.
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  remove: path => rm(path, { force: true }),
}
