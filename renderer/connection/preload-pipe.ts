import type { PrintRequest, PrintResult } from '../../main/protocol/print-request.ts'
import type { KnownPrinter } from '../../main/protocol/printers.ts'
import type { OpenPipe, PipeEvents } from './pipe.ts'

/** What the preload script of the Electron shell puts on the page. */
export interface PreloadBridge {
  send(text: string): void
  onMessage(callback: (text: string) => void): void
  onClose(callback: () => void): void
  print(request: PrintRequest): Promise<PrintResult>
  /** Those that the operating system knows. */
  printers(): Promise<readonly KnownPrinter[]>
}

declare global {
  interface Window {
    readonly chipdeskStation?: PreloadBridge
  }
}

/**
 * The bridge lives as long as the window and takes each listener once: the shell restarts a lost station behind it and the
 * messages go on. Opening again therefore only hands the same bridge to new events.
 */
export function preloadPipe(bridge: Omit<PreloadBridge, 'print' | 'printers'>): OpenPipe {
  let current: PipeEvents | undefined
  const early: string[] = []
  bridge.onMessage(text => {
    if (current) current.message(text)
    else early.push(text)
  })
  bridge.onClose(() => {
    const lost = current
    current = undefined
    lost?.closed('lost')
  })
  return events => {
    current = events
    for (const text of early.splice(0)) events.message(text)
    return {
      send: text => bridge.send(text),
      close: () => {
        if (current === events) current = undefined
      },
    }
  }
}
