/**
 * What is typed, sent once the hand has rested for so long: the last of it alone.
 * @param pause ms
 */
export function keptLater<T>(send: (value: T) => void, pause: number) {
  let waiting: { readonly value: T; readonly timer: ReturnType<typeof setTimeout> } | undefined
  function drop() {
    clearTimeout(waiting?.timer)
    waiting = undefined
  }
  return {
    keep(value: T) {
      drop()
      const timer = setTimeout(() => {
        waiting = undefined
        send(value)
      }, pause)
      waiting = { value, timer }
    },
    drop,
    /** Sends at once what waits. */
    now() {
      const last = waiting
      drop()
      if (last) send(last.value)
    },
  }
}
