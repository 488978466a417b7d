import { bytesToHex } from '@noble/hashes/utils.js'
import { openCardSource } from '../station/card-source.ts'
import { currentReaders } from '../station/connect-to-card.ts'
import { readArguments } from './arguments.ts'
import { exitCodes } from './exit-codes.ts'
import { notDone, printJson } from './terminal.ts'

/** `chipdesk readers`: PC/SC readers and what is on them. */
export async function run(args: string[]): Promise<number> {
  const { values } = readArguments(args, { json: { type: 'boolean', default: false } })
  const opened = await openCardSource({ virtual: true })
  if (!opened.ok) return notDone(opened.error, values.json)
  const { readers, error } = await currentReaders(opened.value.source, 1000)
  await opened.value.source.close()
  if (error) return notDone(error, values.json)
  const rows = readers.map(({ name, card, atr }) => ({
    name,
    card,
    atr: bytesToHex(atr),
    virtual: opened.value.virtual,
  }))
  if (values.json) printJson({ readers: rows })
  else for (const { name, card, atr } of rows) console.log(`${name}   ${card ? `card, ATR ${atr}` : 'no card'}`)
  return exitCodes.done
}
