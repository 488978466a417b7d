import { writeSync } from 'node:fs'
import { openStore } from '../open-store.ts'
import { proofKey } from './store-check.ts'

/** A process that has a store open, and says whether it got it: `holding-store.ts STORE`. It never ends by itself. */
const opened = openStore({ path: process.argv[2] ?? '', key: proofKey, thread: true })
writeSync(1, `${opened.ok ? 'open' : opened.error.tag}\n`)
setInterval(() => undefined, 1000)
