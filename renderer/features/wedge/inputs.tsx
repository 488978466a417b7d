import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useStation } from '../../connection/station-context.tsx'
import { useWords } from '../../i18n/language.tsx'
import type { Dictionary } from '../../i18n/vi.ts'
import { Icon } from '../../ui/icon.tsx'
import { chooseCode } from '../camera/choose-code.ts'
import { readPicture } from '../camera/qr-decoder.ts'
import css from './inputs.module.css'
import type { Scan } from './scan-of.ts'
import { useDropped } from './use-dropped.ts'
import { usePasted } from './use-pasted.ts'
import { useWedge } from './use-wedge.ts'

type Notice = keyof Dictionary['inputs']['notices']

interface InputsView {
  /** Counts what scanners, pictures and the clipboard gave: what was half typed before is the citizen's before. */
  readonly scans: number
  lookAtPicture(file: File): void
  /** Gives every code to `taker` first; true where it was meant for that. Returns how to stop. */
  claim(taker: (text: string) => boolean): () => void
}

const InputsContext = createContext<InputsView>({ scans: 0, lookAtPicture: () => {}, claim: () => () => {} })
export const useInputs = () => useContext(InputsContext)

/** While this is on the screen, a scanned code is for `taker` where it says so, and for the counter otherwise. */
export function useScanClaim(taker: (text: string) => boolean): void {
  const { claim } = useInputs()
  const latest = useRef(taker)
  latest.current = taker
  useEffect(() => claim(text => latest.current(text)), [claim])
}

/** Longest text the station takes, UTF-16 code units. */
const longestInput = 20_000

/** Takes what scanners type, and what is pasted or dropped, on any screen; `onScan` brings the counter to the front. */
export function Inputs({ onScan, children }: { readonly onScan: () => void; readonly children: ReactNode }) {
  const { call } = useStation()
  const t = useWords()
  const [notice, setNotice] = useState<Notice>()
  const [scans, setScans] = useState(0)
  const latest = useRef(0)
  const takers = useRef<((text: string) => boolean)[]>([])
  const claim = useCallback((taker: (text: string) => boolean) => {
    takers.current.push(taker)
    return () => {
      takers.current = takers.current.filter(other => other !== taker)
    }
  }, [])

  function take(input: Scan & { readonly scanned?: boolean }) {
    setNotice(undefined)
    if (takers.current.some(taker => taker(input.text))) return
    setScans(++latest.current)
    onScan()
    const cut = (text: string) => text.slice(0, longestInput)
    void call('counter.input', { ...input, text: cut(input.text), ...(input.keys && { keys: cut(input.keys) }) })
  }

  async function lookAt(file: File) {
    const mine = ++latest.current
    setNotice('looking')
    const seen = await readPicture(file)
    // Something newer came while the picture was looked at.
    if (mine !== latest.current) return
    if (typeof seen === 'string') return setNotice(seen)
    const code = chooseCode(seen)
    if (code.kind === 'card') take({ text: code.text, scanned: true })
    else setNotice(code.kind)
  }

  useLayoutEffect(() => {
    if (!notice) return
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' && event.key !== 'F2') return
      // A picture that is still looked at is of the citizen before.
      latest.current++
      setNotice(undefined)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [notice])
  useWedge(scan => take({ ...scan, scanned: true }))
  usePasted({ onText: text => take({ text }), onPicture: file => void lookAt(file) })
  const over = useDropped(file => void lookAt(file))
  const lookAtPicture = useRef((file: File) => void lookAt(file))
  lookAtPicture.current = file => void lookAt(file)
  const view = useMemo(
    () => ({ scans, claim, lookAtPicture: (file: File) => lookAtPicture.current(file) }),
    [scans, claim],
  )
  return (
    <InputsContext value={view}>
      {children}
      {over && (
        <div className={css.drop} aria-hidden="true" data-testid="drop-here">
          <p>{t.inputs.drop}</p>
        </div>
      )}
      <div role="status" className={css.place}>
        {notice && (
          <p
            className={notice === 'looking' ? css.notice : `${css.notice} ${css.wrong}`}
            data-testid="input-notice"
            data-kind={notice}
          >
            {t.inputs.notices[notice]}
            {notice !== 'looking' && (
              <button
                type="button"
                className={css.close}
                aria-label={t.inputs.close}
                onClick={() => setNotice(undefined)}
              >
                <Icon name="cross" />
              </button>
            )}
          </p>
        )}
      </div>
    </InputsContext>
  )
}
