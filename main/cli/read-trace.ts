import { type FileHandle, open } from 'node:fs/promises'
import type { TraceLine } from '../reading/trace.ts'
import { UsageError } from './arguments.ts'

/** A trace under way. */
export interface TraceFile {
  readonly onTrace: (line: TraceLine) => void
  /** Ends the file; what came until then is in it. */
  close(): Promise<void>
}

/** A file with one JSON object a line for every command of a read, for the owner's eyes alone. Throws `UsageError` where it cannot be written. */
export async function openTrace(path: string): Promise<TraceFile> {
  const file = await open(path, 'w', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`--trace cannot write ${path}: ${error.code ?? error.name}`)
  })
  let written: Promise<unknown> = Promise.resolve()
  return {
    onTrace(line) {
      written = written.then(() => write(file, line))
    },
    async close() {
      await written
      await file.close()
    },
  }
}

const write = (file: FileHandle, line: TraceLine) => file.write(`${JSON.stringify(line)}\n`)
