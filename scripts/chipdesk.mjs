#!/usr/bin/env node
// The command line: set-up if needed, then the real program under Node 24. Runs on Node 20 and later.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureSetup, node24, root } from './setup.mjs'

await ensureSetup()
// With it Node itself prints every address it asks, and some have a password in them.
const { NODE_DEBUG: _, ...env } = process.env
const child = spawn(
  node24(),
  ['--disable-warning=ExperimentalWarning', join(root, 'main', 'cli', 'chipdesk.ts'), ...process.argv.slice(2)],
  // Modules stripped of their types and compiled once: a start takes a third less.
  { stdio: 'inherit', env: { NODE_COMPILE_CACHE: join(root, 'build', 'compile-cache'), ...env } },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// npm ends its shell and not what runs in it: without this, a stopped `npm start` would go on unseen.
const parent = process.ppid
if (process.env.npm_command) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref()
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 3)))
