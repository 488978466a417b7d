import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import { maxRequestLength, serveStation } from '../station-wire.ts'
import type { SupervisedStation } from '../supervised-station.ts'
import { channels } from './channels.ts'
import { isOurPage } from './page-origin.ts'

/** The one door between page and station. A page that reloads gets a connection of its own, and the old one ends. */
export function openStationDoor(contents: WebContents, station: SupervisedStation): void {
  let endLast = () => {}
  let deliver = (_text: string) => {}
  const heard = (event: IpcMainEvent) => isOurPage({ ours: event.sender === contents, frame: event.senderFrame })
  const toPage = (channel: string, ...texts: string[]) => {
    if (!contents.isDestroyed()) contents.send(channel, ...texts)
  }

  ipcMain.on(channels.open, event => {
    if (!heard(event)) return
    endLast()
    const closeListeners: (() => void)[] = []
    endLast = () => closeListeners.forEach(listener => void listener())
    serveStation(station.port, {
      send: text => toPage(channels.text, text),
      onMessage: listener => {
        deliver = listener
      },
      onClose: listener => closeListeners.push(listener),
    })
  })
  ipcMain.on(channels.text, (event, text: unknown) => {
    if (heard(event) && typeof text === 'string' && text.length <= maxRequestLength) deliver(text)
  })
  station.onLost(() => toPage(channels.closed))
  contents.once('destroyed', () => endLast())
}
