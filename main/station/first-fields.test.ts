import { afterEach, expect, test } from 'vitest'
import { personas } from '../../fixtures/country/persona.ts'
import type { Counter } from '../protocol/station-state.ts'
import { stationOfTests, until } from './station-of-tests.ts'

const [mai] = personas as [(typeof personas)[number]]
const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

type Reading = Extract<Counter, { step: 'reading' }>

/** Goal P8, for a machine that does other things at the same time. */
const goalMs = 1500 * 3

test('name and number are on the screen before the picture is read, a second and a half after the card', {
  timeout: 30_000,
}, async () => {
  // As long as a contactless card takes for a command.
  const { station, say, place } = await stationOfTests(ends, { latencyMs: 37 })
  const seen: Reading[] = []
  station.subscribe(({ counter }) => {
    if (counter.step === 'reading') seen.push(counter)
  })
  await say(mai.personalNumber)
  place()
  await until(station, ({ counter }) => counter.step === 'result')
  const chip = ({ fields }: Reading) => fields.filter(({ source }) => source === 'dg1' || source === 'dg13')
  const first = seen.find(counter => chip(counter).some(({ id }) => id === 'fullName'))
  const picture = seen.findIndex(({ phase, bytesDone }) => phase === 'dg2' && bytesDone > 0)
  expect(first && seen.indexOf(first)).toBeLessThan(picture)
  expect(chip(seen[picture] as Reading).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['fullName', 'personalNumber', 'birthDate', 'placeOfResidence']),
  )
  expect(chip(seen[picture] as Reading).every(({ level }) => level === 'unverified')).toBe(true)
  process.stdout.write(`P8: first fields after ${first?.elapsedMs} ms\n`)
  expect(first?.elapsedMs).toBeLessThan(goalMs)
})
