/** Longer than any scanner waits between two characters before it is known for one (`wedge/key-burst.ts`), ms. */
const alone = 120

interface Key {
  readonly key: string
  readonly timeStamp: number
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
  readonly defaultPrevented: boolean
  readonly target: EventTarget | null
}

/**
 * Tells a digit that a person presses as a choice from one that is the beginning, or any later part, of a scanned number: no other key comes shortly before or
 * after it.
 * @param isText whether keys pressed there are text
 */
export function loneDigits(onDigit: (digit: number) => void, isText: (target: EventTarget | null) => boolean) {
  let lastAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    pressed(event: Key) {
      clearTimeout(timer)
      const quick = event.timeStamp - lastAt < alone
      lastAt = event.timeStamp
      if (quick || event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) return
      if (!/^[1-9]$/.test(event.key) || isText(event.target)) return
      timer = setTimeout(() => onDigit(Number(event.key)), alone)
    },
    stop: () => clearTimeout(timer),
  }
}
