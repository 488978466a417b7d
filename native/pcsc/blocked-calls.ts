/** The outcome of a call that had a time of its own; the call itself goes on. */
export type Timed<T> = { readonly inTime: true; readonly value: T } | { readonly inTime: false }

/** Parts that a time is counted in. */
const parts = 10

/**
 * Waits for a call, but not longer than `ms` milliseconds. Rejects as the call does. A moment in which this process was held up itself counts for no more than
 * a tenth of the time: what was answered meanwhile is heard first.
 */
export async function inTime<T>(call: Promise<T>, ms: number): Promise<Timed<T>> {
  let clock: NodeJS.Timeout | undefined
  const late = new Promise<Timed<T>>(resolve => {
    let left = parts
    clock = setInterval(() => {
      if (--left === 0) setImmediate(resolve, { inTime: false })
    }, ms / parts)
  })
  try {
    return await Promise.race([call.then((value): Timed<T> => ({ inTime: true, value })), late])
  } finally {
    clearInterval(clock)
  }
}

const blocked = new Set<Promise<unknown>>()

/**
 * Node waits at its end for every thread it has, and for ever for one whose card never answers. So the process is
 * replaced (execve keeps pid, open outputs and takes the exit code) instead of ended, while such a call exists.
 */
function leaveBlockedThreads(code: number): void {
  try {
    process.execve?.('/bin/sh', ['sh', '-c', `exit ${code}`], {})
  } catch {
    // Not on this platform: the code is lost, the process must end all the same.
  }
  process.kill(process.pid, 'SIGKILL')
}

/**
 * Takes over a call to the service that ran out of time, so that it does not keep the program from ending.
 * @param done what to do with the result when it comes at last
 * @param failed what to do if an error comes instead
 */
export function holdUntilSettled<T>(call: Promise<T>, done: (value: T) => unknown, failed?: () => unknown): void {
  if (blocked.size === 0) process.on('exit', leaveBlockedThreads)
  blocked.add(call)
  const release = () => {
    blocked.delete(call)
    if (blocked.size === 0) process.off('exit', leaveBlockedThreads)
  }
  const settled = call.finally(release).then(done, failed ?? (() => {}))
  // Nobody is left to be told what goes wrong with a session that was given up.
  settled.catch(() => {})
}
