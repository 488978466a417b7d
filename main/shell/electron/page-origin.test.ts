import { describe, expect, it } from 'vitest'
import { isOurPage, isPageAddress, mayLoad, mayLoadPrinted, pageUrl, printUrl, type Sender } from './page-origin.ts'
import { isAllowed, type PermissionQuestion } from './permissions.ts'

const foreign = [
  'app://chipdesk.evil/index.html',
  'app://evil/index.html',
  'app://chipdesk:1/index.html',
  'app://user@chipdesk/index.html',
  'app://chipdesk@evil/index.html',
  'app:chipdesk/index.html',
  'app:///index.html',
  'apps://chipdesk/index.html',
  'http://chipdesk/index.html',
  'https://chipdesk/',
  'http://127.0.0.1/app://chipdesk/',
  'file:///app://chipdesk/index.html',
  'data:text/html,app://chipdesk/',
  'javascript:app://chipdesk/',
  'blob:app://chipdesk/1',
  'filesystem:app://chipdesk/temporary/x',
  'about:blank',
  'about:srcdoc',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'chrome-extension://abcdefghijklmnop/index.html',
  'ws://chipdesk/',
  'view-source:app://chipdesk/index.html',
  '',
  'chipdesk',
]

describe('the page', () => {
  it.each(['app://chipdesk/', pageUrl, `${pageUrl}#history`, 'app://chipdesk/assets/a.js', 'APP://chipdesk/x'])(
    'is at %s',
    address => {
      expect(isPageAddress(address)).toBe(true)
      expect(mayLoad(address)).toBe(true)
    },
  )

  it.each(foreign)('is not at %j', address => {
    expect(isPageAddress(address)).toBe(false)
    expect(mayLoad(address)).toBe(false)
  })

  it('may show images and fonts that stand in it, and no other data', () => {
    expect(mayLoad('data:image/jpeg;base64,AA==')).toBe(true)
    expect(mayLoad('data:font/woff2;base64,AA==')).toBe(true)
    expect(mayLoad('data:text/html,<script>')).toBe(false)
    expect(mayLoad('data:text/javascript,x')).toBe(false)
  })
})

describe('a print-out', () => {
  it('loads itself and what stands in it', () => {
    expect([printUrl, 'data:image/png;base64,AA==', 'data:font/woff2;base64,AA=='].map(mayLoadPrinted)).toEqual([
      true,
      true,
      true,
    ])
  })

  it.each([...foreign, pageUrl, `${printUrl}?x`, 'app://chipdesk/assets/a.js', 'data:text/css,x'])(
    'loads no %j',
    address => {
      expect(mayLoadPrinted(address)).toBe(false)
    },
  )
})

describe('a message to the main process', () => {
  const frame = { url: pageUrl, parent: null }
  it('is heard from the top frame of our window on our page', () => {
    expect(isOurPage({ ours: true, frame })).toBe(true)
  })
  it.each<[string, Sender]>([
    ['another window', { ours: false, frame }],
    ['a frame that is gone', { ours: true, frame: null }],
    ['a frame inside', { ours: true, frame: { ...frame, parent: frame } }],
    ...foreign.map(url => [url, { ours: true, frame: { ...frame, url } }] satisfies [string, Sender]),
  ])('is not heard from %s', (_, sender) => {
    expect(isOurPage(sender)).toBe(false)
  })
})

describe('a permission', () => {
  const camera = { permission: 'media', from: pageUrl, mainFrame: true, media: ['video'] }
  it('is given for the camera to our page', () => {
    expect(isAllowed(camera)).toBe(true)
    expect(isAllowed({ ...camera, from: 'app://chipdesk' })).toBe(true)
    expect(isAllowed({ ...camera, from: 'app://chipdesk/' })).toBe(true)
  })
  it.each<[string, PermissionQuestion]>([
    ['the microphone', { ...camera, media: ['audio'] }],
    ['camera and microphone', { ...camera, media: ['video', 'audio'] }],
    ['media of no kind', { ...camera, media: [] }],
    ['media of an unknown kind', { ...camera, media: ['unknown'] }],
    ['media of an unsaid kind', { ...camera, media: [undefined] }],
    ['a frame inside', { ...camera, mainFrame: false }],
    ['nobody', { ...camera, from: undefined }],
    ...foreign.map(from => [`the camera at ${from}`, { ...camera, from }] satisfies [string, PermissionQuestion]),
    ...[
      'accessibility-events',
      'background-sync',
      'clipboard-read',
      'clipboard-sanitized-write',
      'deprecated-sync-clipboard-read',
      'display-capture',
      'fileSystem',
      'fullscreen',
      'geolocation',
      'hid',
      'idle-detection',
      'keyboardLock',
      'mediaKeySystem',
      'midi',
      'midiSysex',
      'notifications',
      'openExternal',
      'pointerLock',
      'sensors',
      'serial',
      'speaker-selection',
      'storage-access',
      'top-level-storage-access',
      'unknown',
      'usb',
      'window-management',
    ].map(permission => [permission, { ...camera, permission }] satisfies [string, PermissionQuestion]),
  ])('is not given for %s', (_, question) => {
    expect(isAllowed(question)).toBe(false)
  })
})
