/** What stands for a device that is not there to name itself: its path, or the numbers of its maker. */
export function portName(id: string): string {
  const [, kind = '', rest = id] = /^(path|usb|hid):(.+)$/s.exec(id) ?? []
  return kind === 'usb' || kind === 'hid' ? `${kind.toUpperCase()} ${rest}` : rest
}
