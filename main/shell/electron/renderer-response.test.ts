import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rendererFiles } from '../renderer-files.ts'
import { rendererResponse } from './renderer-response.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chipdesk-app-'))
  await mkdir(join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.json'), 'secret')
  await writeFile(join(folder, 'renderer', 'index.html'), 'page')
  await writeFile(join(folder, 'renderer', 'assets', 'a.js'), 'script')
  await symlink(join(folder, 'secret.json'), join(folder, 'renderer', 'assets', 'link.json'))
})
afterAll(() => rm(folder, { recursive: true }))

const get = (url: string, method = 'GET') => rendererResponse({ url, method }, rendererFiles(join(folder, 'renderer')))

describe('the app: scheme', () => {
  it('serves the page with its policy', async () => {
    const answer = await get('app://chipdesk/index.html')
    expect(await answer.text()).toBe('page')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';")
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self';")
    expect(answer.headers.get('permissions-policy')).toContain('camera=(self)')
  })

  it('serves its files', async () => {
    expect(await (await get('app://chipdesk/assets/a.js')).text()).toBe('script')
    expect((await get('app://chipdesk/assets/a.js?x=1')).status).toBe(200)
    expect((await get('app://chipdesk/')).status).toBe(200)
  })

  const up = ['..', '%2e%2e', '%2E%2E', '.%2e', '%252e%252e', '..%00', '..;', '\u2025', '%c0%ae%c0%ae', '....']
  const slash = ['/', '%2f', '%5c', '\\', '//']
  it.each(up.flatMap(dots => slash.map(between => `${dots}${between}secret.json`)))(
    'does not serve /%s',
    async path => {
      for (const start of ['app://chipdesk/', 'app://chipdesk/assets/../']) {
        const answer = await get(start + path)
        expect([403, 404]).toContain(answer.status)
      }
    },
  )

  it.each([
    'app://chipdesk/assets/link.json',
    'app://chipdesk/etc/passwd',
    'app://chipdesk//etc/passwd',
    'app://chipdesk/file:///etc/passwd',
    'app://chipdesk/constructor',
    'app://chipdesk/assets',
  ])('does not know %s', async url => {
    expect((await get(url)).status).toBe(404)
  })

  it.each(['app://other/index.html', 'app://chipdesk:80/index.html', 'app://a@chipdesk/index.html'])(
    'does not answer for %s',
    async url => {
      expect((await get(url)).status).toBe(403)
    },
  )

  it.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses %s', async method => {
    expect((await get('app://chipdesk/index.html', method)).status).toBe(403)
  })
})
