import { fail, ok, type Result } from '../../main/emrtd/result.ts'
import type { BaudRate } from '../../main/protocol/scanners.ts'
import { createFramer, type FramerEvents, type Suffix } from './code-framer.ts'
import type { OpenedScanner } from './kept-device.ts'
import { problemOf, type ScanProblem } from './scan-problem.ts'
import type { SerialLibrary, SerialPort } from './serial-library.ts'
import { type SilenceTimes, silenceTimer } from './silence-timer.ts'

export interface SerialSettings extends SilenceTimes {
  /** Bits per second, 8 data bits, no parity, one stop bit. Of no meaning for a scanner that is USB-COM all the way. */
  readonly baudRate: BaudRate
  readonly suffix: Suffix
  /** Time between two questions whether the port is still there. */
  readonly heartbeatMs: number
  /** Longest code in bytes. */
  readonly longest: number
}

export interface SerialEvents extends FramerEvents {
  /** The port is gone; nothing more comes. Not called after `close`. */
  lost(): void
}

const readSize = 4096

/** Opens a port for this program alone, and throws away what was sent before. */
export async function openSerialPort(
  library: SerialLibrary,
  path: string,
  settings: SerialSettings,
  events: SerialEvents,
): Promise<Result<OpenedScanner, ScanProblem>> {
  try {
    const { baudRate } = settings
    const port = await library.open({ path, baudRate, dataBits: 8, stopBits: 1, parity: 'none', lock: true })
    // A pseudo-terminal has no modem lines. Many scanners send nothing until the computer says that it is there.
    await port.set({ dtr: true, rts: true }).catch(() => {})
    await port.flush().catch(() => {})
    return ok(readFrom(port, settings, events))
  } catch (error) {
    return fail(problemOf(error))
  }
}

function readFrom(port: SerialPort, settings: SerialSettings, events: SerialEvents): OpenedScanner {
  const framer = createFramer(settings, events)
  const silence = silenceTimer(framer, settings)
  let ended = false

  const end = async () => {
    if (ended) return
    ended = true
    silence.stop()
    stopHeartbeat()
    framer.clear()
    if (port.isOpen) await port.close().catch(() => {})
  }
  const lost = () => {
    if (ended) return
    end().then(events.lost)
  }
  const stopHeartbeat = heartbeat(port, settings.heartbeatMs, lost)
  const read = async () => {
    const buffer = Buffer.alloc(readSize)
    try {
      while (!ended) {
        const { bytesRead } = await port.read(buffer, 0, readSize)
        const bytes = buffer.subarray(0, bytesRead)
        if (!ended) framer.push(bytes)
        bytes.fill(0)
        if (ended) break
        silence.restart()
      }
    } catch {
      lost()
    } finally {
      buffer.fill(0)
    }
  }
  read()
  return { close: end }
}

/**
 * A cable that is pulled, or a pseudo-terminal whose other side ends, may give no end: the library reads nothing, again and again.
 * Asking for the speed fails then. A port that never answered it is judged by reading alone.
 */
function heartbeat(port: SerialPort, everyMs: number, dead: () => void): () => void {
  let answered = false
  let asking = false
  const beat = async () => {
    if (asking) return
    asking = true
    try {
      await port.getBaudRate()
      answered = true
    } catch {
      if (answered) dead()
    } finally {
      asking = false
    }
  }
  beat()
  const timer = setInterval(beat, everyMs)
  return () => clearInterval(timer)
}
