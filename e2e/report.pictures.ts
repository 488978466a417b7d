import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { createChip } from '../fixtures/chip/chip.ts'
import { inProcessReader } from '../fixtures/chip/in-process.ts'
import { issueCard } from '../fixtures/country/card.ts'
import { personaOf } from '../fixtures/country/persona.ts'
import { randomBytes } from '../main/crypto/random.ts'
import { readCard } from '../main/reading/read-card.ts'
import { stationAnchors } from '../main/station/station-anchors.ts'
import { certificatesOf } from '../main/verification/report-certificates.ts'
import { reportPage } from '../main/verification/report-page.ts'
import { verifyRead } from '../main/verification/verify-read.ts'
import { documentationPicture } from './documentation-picture.ts'
import { freshHome, removeHome } from './home.ts'

/** First page of a printed report, A4 at 96 dots to the inch; `npm run pictures` renews docs/report.jpg. */
test('a printed report', async ({ page }) => {
  const home = freshHome()
  const mai = personaOf('mai')
  const trust = await stationAnchors({ demo: true, env: { CHIPDESK_HOME: home } })
  if (!mai || !trust.ok) throw new Error('demo mode has a person and an anchor')
  const card = issueCard(mai)
  const reader = inProcessReader('ACS ACR1252 Dual Reader')
  reader.place(createChip(card.image))
  const read = await readCard(() => reader.source.connect('ACS ACR1252 Dual Reader'), {
    secrets: { can: card.can },
    random: randomBytes,
  })
  const at = new Date()
  const { report, face } = verifyRead(read, { anchors: trust.value, policy: 'demo', at })
  expect(report.verdict).toBe('authentic')
  const file = join(home, 'report.html')
  writeFileSync(
    file,
    reportPage({
      report,
      language: 'both',
      subject: { kind: 'card' },
      readAt: read.at,
      certificates: certificatesOf(read, trust.value, at),
      ...(face?.format === 'jpeg' && { photo: { mediaType: 'image/jpeg', bytes: face.bytes } }),
      desk: 'Quầy tiếp nhận số 3',
      app: { name: 'ChipDesk', version: '0.1.0' },
      madeAt: at,
    }),
  )
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 794, height: 1123 })
  await page.goto(pathToFileURL(file).href)
  await page.evaluate(`document.documentElement.style.padding = '13mm 14mm'`)
  await documentationPicture(page, 'report')
  removeHome(home)
})
