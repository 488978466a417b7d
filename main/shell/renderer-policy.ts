/**
 * What the screen may do, the same in both shells: its own files and the station, nothing else. WebAssembly compiles only
 * in the worker that decodes QR codes, whose policy is that of its own response (CSP3 §4.4), so the page itself cannot.
 */
const contentSecurityPolicy = (script: string, connect: string) =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "worker-src 'self'",
    `connect-src ${connect}`,
    // Print-outs, in an empty page of their own policy.
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Where the renderer shows a print-out. */
export const printPage = 'print.html'

/**
 * A print-out carries its styles, fonts and pictures inside it, and may need nothing else: no script, no address, not even our own files. The page that holds
 * it is a file of its own for that, since a frame made of text would have the policy of the page around it.
 */
const printPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** Powerful features named so that they are off even where a browser allows them by default; the camera reads QR codes. */
const permissionsPolicy = [
  'camera=(self)',
  ...['microphone', 'geolocation', 'display-capture', 'usb', 'serial', 'hid', 'bluetooth', 'payment'].map(
    f => `${f}=()`,
  ),
].join(', ')

/**
 * Response headers of one renderer file.
 * @param path of the file below the renderer's folder, with `/`
 * @param connect further sources of `connect-src`, such as the WebSocket's own address
 */
export function rendererHeaders(path: string, connect: readonly string[] = []): Record<string, string> {
  const worker = /(^|\/)[^/]*worker[^/]*\.js$/.test(path)
  return {
    'Content-Security-Policy':
      path === printPage
        ? printPolicy
        : contentSecurityPolicy(worker ? "'self' 'wasm-unsafe-eval'" : "'self'", ["'self'", ...connect].join(' ')),
    'Permissions-Policy': permissionsPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': path === printPage ? 'SAMEORIGIN' : 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Built files carry a hash of their content in their name; the page that names them is always asked for.
    'Cache-Control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  }
}
