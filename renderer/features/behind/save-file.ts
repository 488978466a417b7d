/** Gives a text to whoever sits here as a file; where it goes is for the browser, or the window of the desk, to ask. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(
    new Blob([text], { type: name.endsWith('.txt') ? 'text/plain;charset=utf-8' : 'application/json' }),
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has begun to take it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
