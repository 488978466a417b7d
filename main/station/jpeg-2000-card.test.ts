import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createChip } from '../../fixtures/chip/chip.ts'
import { inProcessReader } from '../../fixtures/chip/in-process.ts'
import { issueCard } from '../../fixtures/country/card.ts'
import { faceImage } from '../../fixtures/country/face-file.ts'
import { type Persona, personaOf } from '../../fixtures/country/persona.ts'
import { codestreamShell, jp2Shell } from '../../fixtures/country/picture-shells.ts'
import { decodedPng } from '../../fixtures/portraits/decoded-png.ts'
import { faceGroup } from '../../fixtures/portraits/face-group.ts'
import type { Counter } from '../protocol/station-state.ts'
import { openStore } from '../store/open-store.ts'
import { placeOf } from './access.ts'
import { defaultConfig } from './config.ts'
import { deskContext } from './desk-context.ts'
import { peopleOfTests } from './people-of-tests.ts'
import { createRecords } from './records.ts'
import { printingOfTests, rulesOfTests } from './rules-of-tests.ts'
import { facePending } from './shown-face.ts'
import { createStation } from './station.ts'
import { stationAnchors } from './station-anchors.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

// The one of the demo tray whose picture is a JPEG 2000, as that of most real cards.
const persona = personaOf('anh') as Persona
const size = { width: 336, height: 448 }

/** What a screen is shown of the card of a citizen with this image in its chip, up to the last word on the face. */
async function resultsOf(image: Uint8Array) {
  const home = mkdtempSync(join(tmpdir(), 'chipdesk-jp2-'))
  ends.push(() => rmSync(home, { recursive: true, force: true }))
  const store = openStore({ path: join(home, 'store.db'), key: new Uint8Array(32).fill(7) })
  const anchors = await stationAnchors({ demo: true, env: { CHIPDESK_HOME: home } })
  if (!store.ok || !anchors.ok) throw new Error('no store or no anchors')
  const { desk } = defaultConfig()
  const pad = inProcessReader('Pad')
  const people = await peopleOfTests(store.value)
  const station = createStation({
    version: '0',
    desk: { id: desk.id, name: desk.name },
    source: pad.source,
    anchors: anchors.value,
    policy: 'demo',
    clearAfterMs: 60_000,
    people,
    rules: await rulesOfTests(),
    store: store.value,
    printing: printingOfTests,
    handsOver: false,
    place: placeOf(desk),
    context: serving => deskContext(desk, serving),
    records: createRecords({
      store: store.value,
      services: [],
      context: serving => deskContext(desk, serving),
      demo: true,
      place: placeOf(desk),
    }),
  })
  ends.push(() => station.close())
  const results: { counter: Extract<Counter, { step: 'result' }>; at: number }[] = []
  const last = new Promise<void>(resolve => {
    station.subscribe(({ counter }) => {
      if (counter.step !== 'result') return
      results.push({ counter, at: performance.now() })
      if (counter.face !== facePending) resolve()
    })
  })
  const dataGroups = new Map([[2, faceGroup(persona, { bytes: image, ...size })]])
  pad.place(createChip(issueCard(persona, { dataGroups }).image))
  await station.call('counter.input', { text: persona.personalNumber })
  await last
  return results
}

it('a portrait in JPEG 2000 follows its result as a PNG', async () => {
  const [first, second, ...others] = await resultsOf(faceImage(persona))
  if (!first || !second) throw new Error('no result')
  expect(others).toEqual([])
  expect(first.counter.face).toBe(facePending)
  expect(first.counter.transaction.report.light).not.toBe('red')
  expect(second.counter).toEqual({
    ...first.counter,
    face: { image: expect.stringMatching(/^data:image\/png;base64,/) },
  })
  const { face } = second.counter
  const image = face && 'image' in face ? face.image : ''
  const { width, height } = decodedPng(Buffer.from(image.split(',')[1] ?? '', 'base64'))
  expect({ width, height }).toEqual(size)
  expect(second.at - first.at).toBeLessThan(1000)
})

it.each([
  [
    'too many pixels',
    jp2Shell(codestreamShell({ width: 20_000, height: 20_000 }), { width: 20_000, height: 20_000 }),
    'too-large',
  ],
  ['more components than any picture', codestreamShell({ components: 5 }), 'unreadable'],
  ['no pixels at all', codestreamShell(), 'unreadable'],
])('a signed image with %s is named, and the result stands', async (_, image, reason) => {
  const results = await resultsOf(image)
  const { counter } = results.at(-1) ?? {}
  expect(counter?.face).toEqual({ missing: reason })
  expect(counter?.transaction.report.light).not.toBe('red')
})
