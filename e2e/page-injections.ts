import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'

/**
 * What a page would do in which a stranger could place markup or script, as script of the page. `away` is a server that
 * must hear nothing; `append(tag, properties)` and `markup(text)` add to the document; code that runs calls `hit()`.
 */
const injections: Record<string, string> = {
  'inline script': `append('script', { textContent: 'hit()' })`,
  'script of another site': `append('script', { src: away + '/a.js' })`,
  'script from data:': `append('script', { src: 'data:text/javascript,hit()' })`,
  'script from blob:': `append('script', { src: URL.createObjectURL(new Blob(['hit()'])) })`,
  'module from data:': `import('data:text/javascript,window.hit()')`,
  'module of another site': `import(away + '/a.mjs')`,
  'event handler in markup': `markup('<img src="data:image/png;base64,xx" onerror="hit()">')`,
  'handler of an SVG': `markup('<svg onload="hit()"></svg><svg><animate onbegin="hit()" attributeName="x" dur="1s"></svg>')`,
  'link with javascript:': `markup('<a id="bad" href="javascript:hit()">x</a>'); document.getElementById('bad').click()`,
  'address with javascript:': `location.href = 'javascript:hit()'`,
  eval: `globalThis.eval('hit()')`,
  'Function constructor': `new Function('hit()')()`,
  'timer with a text': `setTimeout('hit()')`,
  'WebAssembly in the page': `WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(hit)`,
  'worker from blob:': `new Worker(URL.createObjectURL(new Blob(["fetch('" + away + "/worker')"])))`,
  'worker from data:': `new Worker("data:text/javascript,fetch('" + away + "/worker')")`,
  'frame of another site': `append('iframe', { src: away + '/frame' })`,
  'frame with its own markup': `append('iframe', { srcdoc: '<script>parent.hit()</script>' })`,
  'frame from javascript:': `append('iframe', { src: 'javascript:parent.hit()' })`,
  object: `append('object', { data: away + '/object' })`,
  embed: `append('embed', { src: away + '/embed' })`,
  webview: `append('webview', { src: away + '/webview' }).setAttribute('src', away + '/webview')`,
  'style of another site': `append('link', { rel: 'stylesheet', href: away + '/a.css' })`,
  'inline style that calls away': `append('style', { textContent: 'body{background:url(' + away + '/style)!important}' })`,
  'style attribute that calls away': `document.body.setAttribute('style', 'background:url(' + away + '/attribute)')`,
  'image of another site': `append('img', { src: away + '/a.png' })`,
  'font of another site': `new FontFace('bad', 'url(' + away + '/a.woff2)').load()`,
  'sound of another site': `append('audio', { src: away + '/a.mp3', autoplay: true })`,
  fetch: `fetch(away + '/fetch', { mode: 'no-cors' })`,
  'request of old': `{ const r = new XMLHttpRequest(); r.open('GET', away + '/xhr'); r.send() }`,
  beacon: `navigator.sendBeacon(away + '/beacon', 'x')`,
  'event source': `new EventSource(away + '/events')`,
  WebSocket: `new WebSocket(away.replace('http', 'ws'))`,
  'form sent away': `markup('<form id="form" method="post"></form>'); form.action = away + '/form'; form.submit()`,
  'base address': `append('base', { href: away + '/' }); append('img', { src: 'relative.png' })`,
  prefetch: `append('link', { rel: 'prefetch', href: away + '/prefetch' })`,
  manifest: `append('link', { rel: 'manifest', href: away + '/manifest' })`,
}

const prepare = `{
  const append = (tag, properties) => {
    const element = Object.assign(document.createElement(tag), properties)
    document.body.append(element)
    return element
  }
  const markup = text => document.body.insertAdjacentHTML('beforeend', text)
  Object.assign(window, { hits: 0, hit: () => { window.hits++ }, append, markup })
}`

/** A timer of the page runs it: what the test protocol evaluates itself is free of the page's policy. */
const inPage = (script: string, away: string) =>
  `new Promise(done => setTimeout(async () => {
    const away = ${JSON.stringify(away)}
    try { await (async () => { ${script.startsWith('{') ? script : `await (${asExpression(script)})`} })() } catch {}
    done()
  }))`
const asExpression = (script: string) => (script.includes(';') ? `(() => { ${script} })()` : script)

/** Tries every injection on the page as it stands; none may run code, reach another server, or leave the page. */
export async function expectNoInjection(page: Page): Promise<void> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const away = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    await page.evaluate(prepare)
    const where = page.url()
    for (const [name, script] of Object.entries(injections)) {
      await page.evaluate(inPage(script, away))
      await page.waitForTimeout(50)
      expect({ name, hits: await page.evaluate('window.hits'), url: page.url() }).toEqual({ name, hits: 0, url: where })
    }
    await page.waitForTimeout(500)
    expect(heard).toEqual([])
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
