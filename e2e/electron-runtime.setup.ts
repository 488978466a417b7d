import { test } from '@playwright/test'
import { electronRuntime, skipAloud, unpackRuntime } from './electron-runtime.ts'

// Once, before the tests with it: they run beside each other, and none may find half of it.
test('there is an Electron', () => {
  test.setTimeout(200_000)
  const runtime = electronRuntime()
  const unpacked = 'reason' in runtime ? unpackRuntime() : runtime
  if ('reason' in unpacked) skipAloud(unpacked.reason)
})
