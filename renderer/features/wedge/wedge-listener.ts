import {
  afterEnd,
  continues,
  isScan,
  type KeyBurst,
  noBurst,
  scanStall,
  withAltCode,
  withComposed,
  withStroke,
} from './key-burst.ts'
import { type Scan, scanOf } from './scan-of.ts'
import { takeBack } from './taken-back.ts'

const modifiers = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock']
/** Ctrl+J and Ctrl+M: line feed and carriage return of scanners that write control characters. */
const controlEnds: Readonly<Record<string, string>> = { KeyJ: 'Enter', KeyM: 'Enter' }

/**
 * Listens to the whole page. Keys pass while they may be a person's; from the sixth at a scanner's pace on none reaches the
 * page any more, and what they wrote until then is taken out of the field again. A pause ends the burst.
 */
export function listenToKeys(onScan: (scan: Scan) => void): () => void {
  let burst: KeyBurst = noBurst
  let scanning = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let altDigits = ''
  let left: HTMLElement | undefined
  const fields = takeBack()

  function drop() {
    clearTimeout(timer)
    fields.forget()
    burst = noBurst
    scanning = false
    left?.focus({ preventScroll: true })
    left = undefined
  }

  function finish() {
    const done = burst
    // An input method may have written once more after its key.
    fields.restore()
    const scan = scanOf(done)
    if (!scan) fields.giveBack(done.text.trim())
    drop()
    if (scan) onScan(scan)
  }

  function heard(next: KeyBurst) {
    if (next.startedAt !== burst.startedAt) fields.forget()
    burst = next
    if (!scanning && isScan(burst)) {
      scanning = true
      fields.restore()
      // Without a field an input method has nothing to write into: the rest comes as it is.
      if (burst.method && document.activeElement instanceof HTMLElement) {
        left = document.activeElement
        left.blur()
        fields.restore()
      }
    }
    if (!scanning) return
    clearTimeout(timer)
    timer = setTimeout(finish, burst.ended ? afterEnd : scanStall)
  }

  function pressed(event: KeyboardEvent) {
    const { code, timeStamp: at } = event
    // Programs that fill in forms send events without a key.
    if (typeof event.key !== 'string' || modifiers.includes(event.key)) return
    if (event.repeat) return scanning ? swallow(event) : undefined
    if (scanning && !continues(burst, at)) finish()
    // A person's hand, not a prefix of the scanner: what it had begun is dropped.
    if (scanning && event.key === 'Escape' && at - burst.lastAt > handPause) return drop()
    const end = event.ctrlKey && scanning ? controlEnds[code] : undefined
    if (event.altKey && /^Numpad\d$/.test(code)) altDigits += code.slice(-1)
    else if ((event.ctrlKey || event.metaKey || event.altKey) && !end && !event.getModifierState('AltGraph')) {
      if (!scanning) burst = noBurst
    } else {
      const stroke = {
        key: end ?? event.key,
        code,
        shift: event.shiftKey,
        capsLock: event.getModifierState('CapsLock'),
        at,
      }
      const next = withStroke(burst, stroke)
      if (next === burst && !continues(burst, at)) burst = noBurst
      else heard(next)
    }
    if (scanning || isInsideBurst(event, burst)) swallow(event)
  }

  function released(event: KeyboardEvent) {
    if (event.key === 'Alt' && altDigits !== '') heard(withAltCode(burst, altDigits, event.timeStamp))
    if (event.key === 'Alt') altDigits = ''
    // A button acts when Space goes up.
    if (scanning && !modifiers.includes(event.key)) swallow(event)
  }

  const beforeInput = (event: Event) => {
    // A character written by its number comes without a key that could be kept back.
    if (scanning) event.preventDefault()
    else if (burst.strokes > 0) fields.before(event.target)
  }
  const composed = (event: CompositionEvent) => {
    if (continues(burst, event.timeStamp)) heard(withComposed(burst, event.data, event.timeStamp))
  }
  const beforeKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLSelectElement) fields.before(event.target)
  }

  const listeners = [
    listen('keydown', beforeKey),
    listen('keydown', pressed),
    listen('keyup', released),
    listen('beforeinput', beforeInput),
    listen('compositionend', composed),
  ]
  return () => {
    for (const stop of listeners) stop()
    drop()
  }
}

/** A scanner's next key is quicker, ms. */
const handPause = 80

/** A key that acts, so close behind characters that no hand pressed it. */
function isInsideBurst(event: KeyboardEvent, burst: KeyBurst): boolean {
  const acts = event.key === 'Escape' || /^F\d{1,2}$/.test(event.key)
  return acts && burst.strokes >= 3 && event.timeStamp - burst.lastAt <= handPause / 2
}

function swallow(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

function listen<K extends keyof WindowEventMap>(name: K, listener: (event: WindowEventMap[K]) => void): () => void {
  window.addEventListener(name, listener, true)
  return () => window.removeEventListener(name, listener, true)
}
