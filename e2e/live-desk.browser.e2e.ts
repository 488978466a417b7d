import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { insertCardInThread } from '../fixtures/chip/card-in-thread.ts'
import { issueCard } from '../fixtures/country/card.ts'
import { personaOf } from '../fixtures/country/persona.ts'
import { startVirtualReader } from '../native/virtual-reader/virtual-reader.ts'
import { freshHome, removeHome } from './home.ts'
import { enter, expectVerdict, makeFirstOperator, startCounter } from './running-counter.ts'

test('a live desk: no service, then a reader, then a card of the invented country, which is never green there', async ({
  page,
}) => {
  const persona = personaOf('mai')
  if (!persona) throw new Error('no such persona')
  const card = issueCard(persona)
  const home = freshHome()
  const folder = join(home, 'reader')
  const first = await startVirtualReader({ folder })
  test.skip(!first.ok, first.ok ? '' : `no virtual reader here: ${first.error.cause}`)
  if (!first.ok) return
  await first.value.stop()

  const counter = await startCounter(home, first.value.socket)
  await page.goto(counter.url)
  await makeFirstOperator(page)
  await expect(page.getByTestId('waiting')).toBeVisible()
  await expect(page.getByTestId('watermark')).toHaveCount(0)
  await expect(page.getByTestId('demo-tray')).toHaveCount(0)
  await expect(page.getByTestId('reader-error')).toHaveAttribute('data-tag', 'ServiceDown')

  const reader = await startVirtualReader({ folder })
  if (!reader.ok) throw new Error(reader.error.cause)
  await expect(page.getByTestId('reader-error')).toHaveCount(0, { timeout: 10_000 })
  const inserted = await insertCardInThread({ image: card.image, port: reader.value.port })
  if (!inserted.ok) throw new Error(inserted.error.cause)
  await enter(page, card.qrText)
  await expectVerdict(page, 'intact')
  await expect(page.getByTestId('check-issuer.chain')).toHaveAttribute('data-result', 'undetermined')
  await expect(page.getByTestId('field-fullName')).toHaveAttribute('data-level', 'intact')
  await expect(page.getByTestId('saved')).toHaveAttribute('data-saved', 'true')

  await inserted.value.remove()
  await reader.value.stop()
  await expect(page.getByTestId('result')).toBeVisible()
  await counter.stop()
  removeHome(home)
})
