import { contextBridge, ipcRenderer } from 'electron'
import { citizenChannels } from './channels.ts'

/** All that the page before the citizen gets: it listens. There is no way back to the station but that the page is there. */
const citizenBridge = {
  onMessage(callback: (text: string) => void): void {
    ipcRenderer.on(citizenChannels.view, (_, text: string) => callback(text))
    ipcRenderer.send(citizenChannels.open)
  },
  onClose(callback: () => void): void {
    ipcRenderer.on(citizenChannels.closed, () => callback())
  },
}

contextBridge.exposeInMainWorld('chipdeskCitizen', citizenBridge)
