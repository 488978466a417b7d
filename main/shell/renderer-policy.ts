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
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
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
    'Content-Security-Policy': contentSecurityPolicy(
      worker ? "'self' 'wasm-unsafe-eval'" : "'self'",
      ["'self'", ...connect].join(' '),
    ),
    'Permissions-Policy': permissionsPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Built files carry a hash of their content in their name; the page that names them is always asked for.
    'Cache-Control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
  }
}
