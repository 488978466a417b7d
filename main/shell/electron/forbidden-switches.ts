/** Switches that open a running application to another program: debuggers, extensions, another user's code. */
const forbidden = [
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-wait',
  'debug',
  'debug-brk',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-allow-origins',
  'load-extension',
  'disable-web-security',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'host-rules',
  'host-resolver-rules',
  'js-flags',
  'require',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'auto-select-desktop-capture-source',
  'use-fake-ui-for-media-stream',
]

/**
 * The first argument an installed application refuses to start with.
 * @param root whether the user is root, who cannot have Chromium's sandbox
 */
export function forbiddenSwitch(argv: readonly string[], root: boolean): string | undefined {
  return argv.slice(1).find(argument => {
    // Chromium takes one or two dashes, and a slash on Windows.
    const name = /^(?:--?|\/)([a-z-]+)/i.exec(argument)?.[1]?.toLowerCase()
    return name !== undefined && (forbidden.includes(name) || (name === 'no-sandbox' && !root))
  })
}
