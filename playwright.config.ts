import { defineConfig, type PlaywrightTestConfig } from '@playwright/test'

const root = process.getuid?.() === 0

const chromium = {
  locale: 'vi-VN',
  screenshot: 'only-on-failure',
  launchOptions: {
    executablePath: process.env.CHIPDESK_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...(root ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  },
} satisfies PlaywrightTestConfig['use']

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // More than there are cores: every counter has a reader service and a home of its own, and most of its time it waits for a card.
  workers: 3,
  fullyParallel: false,
  forbidOnly: true,
  // To end what hangs: a busy machine is no failure.
  timeout: 120_000,
  expect: { timeout: 10_000 },
  // `scripts/ready.mjs` names the file of the second.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : 'list',
  projects: [
    // Scripted days of citizens, for as long as they take: `npm run day`, not part of a test run.
    {
      name: 'day',
      testMatch: 'day.e2e.ts',
      expect: { timeout: 20_000 },
      // What moves on the screen is drawn by the processor here, for every desk at once.
      use: { ...chromium, contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1280, height: 800 } },
    },
    { name: 'browser', testMatch: '*.browser.e2e.ts', use: { ...chromium, viewport: { width: 1280, height: 800 } } },
    // How long a person waits: with nothing else at work.
    { name: 'quiet', testMatch: '*.quiet.e2e.ts', use: { ...chromium, viewport: { width: 1280, height: 800 } } },
    // Every screen over made-up states, from the gallery that is built first.
    { name: 'gallery', testMatch: 'walk/gallery.setup.ts' },
    {
      name: 'walk',
      testMatch: ['walk.e2e.ts', 'keypad.e2e.ts', 'trust.e2e.ts', 'display.e2e.ts'],
      dependencies: ['gallery'],
      use: chromium,
    },
    { name: 'electron-runtime', testMatch: 'electron-runtime.setup.ts' },
    { name: 'electron', testMatch: '*.electron.e2e.ts', dependencies: ['electron-runtime'], timeout: 240_000 },
    // Renews the pictures in docs/; not part of a test run.
    { name: 'pictures', testMatch: '*.pictures.ts', use: { ...chromium, viewport: { width: 1366, height: 768 } } },
  ],
})
