import type { StationState } from '../../../main/protocol/station-state.ts'
import { useWords } from '../../i18n/language.tsx'
import { CameraPart } from './camera-part.tsx'
import css from './devices.module.css'
import { LiveScan } from './live-scan.tsx'
import { ReaderLines } from './reader-lines.tsx'
import { ScannerHelp } from './scanner-help.tsx'
import { ScannerList } from './scanner-list.tsx'
import { SerialPortForm } from './serial-port-form.tsx'

/** Scanners that are no keyboards, and card readers: what is there, what works, and a code to try it with. */
export function Devices({ state }: { readonly state: StationState }) {
  const t = useWords()
  const { scanners } = state
  return (
    <div className={css.devices} data-testid="devices">
      <div className={css.lead}>
        <h2 className={css.title}>{t.devices.title}</h2>
        {scanners ? (
          <>
            <ScannerList scanners={scanners} />
            <LiveScan scanners={scanners} />
          </>
        ) : (
          <section data-testid="scanners-not-sought">
            <h2>{t.devices.scanners}</h2>
            <p className={css.soft}>{state.demo ? t.devices.notSought.demo : t.devices.notSought.live}</p>
            <p className={css.soft}>{t.devices.keyboardWorks}</p>
          </section>
        )}
        <ReaderLines readers={state.readers} error={state.readerError} />
        <CameraPart />
      </div>
      <div className={css.settings}>
        {scanners && <SerialPortForm scanners={scanners} />}
        <ScannerHelp />
      </div>
    </div>
  )
}
