import { contextBridge, ipcRenderer } from 'electron'
import { channels } from './channels.ts'

/**
 * All that the page gets: whole JSON texts to and from the station, and a way to print and to see what on. `onClose` says that the station is gone; the shell
 * starts it again, and the state that then arrives says that it is back.
 */
const bridge = {
  send(text: string): void {
    ipcRenderer.send(channels.text, text)
  },
  onMessage(callback: (text: string) => void): void {
    ipcRenderer.on(channels.text, (_, text: string) => callback(text))
    // Only now can the page hear the state.
    ipcRenderer.send(channels.open)
  },
  onClose(callback: () => void): void {
    ipcRenderer.on(channels.closed, () => callback())
  },
  print(request: unknown): Promise<unknown> {
    return ipcRenderer.invoke(channels.print, request)
  },
  printers(): Promise<unknown> {
    return ipcRenderer.invoke(channels.printers)
  },
}

contextBridge.exposeInMainWorld('chipdeskStation', bridge)
