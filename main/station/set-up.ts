import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { SetUpView } from '../protocol/set-up.ts'

/** Whether this desk is being set up by whoever began to use it. */
export interface SetUp {
  /** Undefined once it is done, and where there was nothing to do. */
  view(): SetUpView | undefined
  /** Somebody has begun to work: never again. */
  done(): Promise<void>
}

export interface SetUpParts {
  /** The mark of a desk that was set up. */
  readonly path: string
  readonly mode: 'demo' | 'live'
  /** There are accounts, or there were some that are lost: such a desk was set up, mark or no mark. In demo mode they are invented. */
  readonly claimed: boolean
  /** This demonstration was opened by a real desk that is being set up. */
  readonly trial: boolean
}

/** The mark is a file, so that whoever installs many desks can lay it there beforehand. */
export async function openSetUp({ path, mode, claimed, trial }: SetUpParts): Promise<SetUp> {
  const open = trial || ((mode === 'demo' || !claimed) && !(await isMarked(path)))
  let view: SetUpView | undefined = open ? { trial } : undefined
  return {
    view: () => view,
    async done() {
      view = undefined
      await markSetUp(path)
    },
  }
}

/** Lays the mark: no newcomer is led through this desk. */
export async function markSetUp(path: string): Promise<void> {
  // The key of the store lies there too, and refuses a folder that others may read.
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await writeFile(path, '')
}

const isMarked = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
