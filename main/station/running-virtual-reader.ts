import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const noteSchema = z.object({ socket: z.string(), port: z.number().int(), pid: z.number().int() })
/** Where the virtual reader of this user listens, so that `chipdesk read` in another terminal finds it. */
export type VirtualReaderNote = z.infer<typeof noteSchema>

const notePath = () =>
  join(process.env.XDG_RUNTIME_DIR ?? join(tmpdir(), `chipdesk-${userInfo().uid}`), 'chipdesk-virtual-reader.json')

export async function noteVirtualReader(note: VirtualReaderNote): Promise<void> {
  await mkdir(dirname(notePath()), { recursive: true, mode: 0o700 })
  await writeFile(notePath(), JSON.stringify(note), { mode: 0o600 })
}

/** Forgets the note if it is still ours. */
export async function forgetVirtualReader(socket: string): Promise<void> {
  if ((await readNote())?.socket === socket) await rm(notePath(), { force: true })
}

/** The virtual reader that is running, or undefined; a note left by a killed process does not count. */
export async function runningVirtualReader(): Promise<VirtualReaderNote | undefined> {
  const note = await readNote()
  return note && (await answers(note.socket)) ? note : undefined
}

async function readNote(): Promise<VirtualReaderNote | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(notePath(), 'utf8')))
  } catch {
    return undefined
  }
}

const answers = (socket: string): Promise<boolean> =>
  new Promise(resolve => {
    const probe = connect(socket, () => {
      probe.destroy()
      resolve(true)
    })
    probe.on('error', () => resolve(false))
  })
