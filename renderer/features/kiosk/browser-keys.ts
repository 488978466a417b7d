/** What a key would do in a browser that a kiosk has no use for: tools, other pages, saving and printing this one, its size. */
export function isBrowserKey({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): boolean {
  const letter = key.toLowerCase()
  if (key === 'F11' || key === 'F12') return true
  if (altKey) return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'Home'
  if (!ctrlKey && !metaKey) return false
  return 'fghjlnoprstuw+-0'.includes(letter) || (shiftKey && 'ijck'.includes(letter))
}
