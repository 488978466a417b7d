/** What is known of the code that is coming in. */
interface Incoming {
  /** A code has begun and has not ended. */
  readonly pending: boolean
  /** The device is known to say where a code ends. */
  readonly sendsEnd: boolean
  idle(): void
}

export interface SilenceTimes {
  /** Silence that ends a code of a scanner that does not say where its codes end. */
  readonly gapMs: number
  /** Silence after which a code whose end did not come is given up. */
  readonly stallMs: number
}

const lateMs = 15

/** Tells when nothing came for a while. To be called after every piece that came. */
export function silenceTimer(incoming: Incoming, { gapMs, stallMs }: SilenceTimes) {
  let timer: NodeJS.Timeout | undefined
  const wait = (ms: number) => {
    const due = performance.now() + ms
    // While this process was busy, bytes may have come that nobody read: a timer that is late is given its time again.
    timer = setTimeout(() => (performance.now() > due + lateMs ? wait(ms) : incoming.idle()), ms)
  }
  const stop = () => clearTimeout(timer)
  const restart = () => {
    stop()
    if (incoming.pending) wait(incoming.sendsEnd ? stallMs : gapMs)
  }
  return { restart, stop }
}
