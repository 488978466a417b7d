import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron'
import type { PrintResult } from '../../protocol/print-request.ts'
import type { KnownPrinter } from '../../protocol/printers.ts'
import { serveCitizenView } from '../serve-citizen-view.ts'
import { maxRequestLength, serveStation } from '../station-wire.ts'
import type { SupervisedStation } from '../supervised-station.ts'
import { channels, citizenChannels } from './channels.ts'
import { isOurPage } from './page-origin.ts'

/** Nobody is heard but our page in these contents. */
function heardFrom(contents: WebContents) {
  return (event: IpcMainEvent | IpcMainInvokeEvent) =>
    isOurPage({ ours: event.sender === contents, frame: event.senderFrame })
}

/** The one door between page and station. A page that reloads gets a connection of its own, and the old one ends. */
export function openStationDoor(contents: WebContents, station: SupervisedStation): void {
  let endLast = () => {}
  let deliver = (_text: string) => {}
  const heard = heardFrom(contents)
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

/** The door by which the page prints. Whatever comes through it is the printer's to judge; whoever else knocks is refused. */
export function openPrintDoor(contents: WebContents, print: (request: unknown) => Promise<PrintResult>): void {
  const heard = heardFrom(contents)
  const refused: PrintResult = 'refused'
  ipcMain.handle(channels.print, (event, request: unknown) => (heard(event) ? print(request) : refused))
  ipcMain.handle(channels.printers, event => (heard(event) ? knownPrinters(contents) : []))
}

async function knownPrinters(contents: WebContents): Promise<KnownPrinter[]> {
  const printers = await contents.getPrintersAsync()
  return printers.map(({ name, displayName }) => ({ name, title: displayName || name }))
}

/** The door to the page before the citizen: it says that it is there, and is told what it may show. Nothing else of it is heard. */
export function openCitizenDoor(contents: WebContents, station: SupervisedStation): void {
  let served: ReturnType<typeof serveCitizenView> | undefined
  const heard = heardFrom(contents)
  const toPage = (channel: string, ...texts: string[]) => {
    if (!contents.isDestroyed()) contents.send(channel, ...texts)
  }
  const opened = (event: IpcMainEvent) => {
    if (!heard(event)) return
    served?.stop()
    served = serveCitizenView(station.port, text => toPage(citizenChannels.view, text))
  }
  ipcMain.on(citizenChannels.open, opened)
  station.onLost(() => {
    served?.forgotten()
    toPage(citizenChannels.closed)
  })
  contents.once('destroyed', () => {
    ipcMain.off(citizenChannels.open, opened)
    served?.stop()
  })
}
