import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { type Persona, personaOf } from '../fixtures/country/persona.ts'
import type { FilmOptions } from '../fixtures/media/camera-film.ts'
import { printedCard } from '../fixtures/media/printed-card.ts'
import { type CameraBrowser, openCameraBrowser } from './camera-browser.ts'
import { freshHome, removeHome } from './home.ts'
import { lift, place, type RunningCounter, startCounter } from './running-counter.ts'
import { shareDay } from './share-day.ts'

let home: string
let counter: RunningCounter
let session: Awaited<ReturnType<BrowserContext['storageState']>>
let camera: CameraBrowser | undefined

test.beforeAll(async ({ browser }) => {
  home = freshHome()
  counter = await startCounter(home)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(counter.url)
  await expect(page.getByTestId('waiting')).toBeVisible()
  session = await context.storageState()
  await context.close()
})
test.afterEach(async () => {
  await camera?.close()
  camera = undefined
})
test.afterAll(async () => {
  await counter.stop()
  removeHome(home)
})

const someone = (id: string): Persona => {
  const persona = personaOf(id)
  if (!persona) throw new Error(`nobody is called ${id}`)
  return persona
}
// A long name with stacked marks on the card of 2021, and a code of 11 mm with parents in it on that of 2024.
const uyen = someone('uyen')
const phuc = someone('phuc')
const large = { width: 1920, height: 1080 } as const
const films: readonly (Omit<FilmOptions, 'card'> & { readonly of: Persona })[] = [
  { of: uyen, scenario: 'approach' },
  { of: phuc, scenario: 'blur' },
  { of: uyen, scenario: 'tilt' },
  { of: uyen, scenario: 'glare' },
  { of: phuc, scenario: 'approach', ...large },
  { of: phuc, scenario: 'blur', ...large },
  { of: uyen, scenario: 'tilt', ...large },
  { of: uyen, scenario: 'glare', ...large },
]

const counterPage = () => new URL('/', counter.url).href
async function openCamera(page: Page) {
  await page.goto(counterPage())
  await expect(page.getByTestId('waiting')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByTestId('camera-open').click()
}

/** In a test run half of them, the others the next day. */
const half = process.env.CHIPDESK_WALK === 'share' ? shareDay() % 2 : undefined
for (const { of, ...film } of films.filter((_, at) => half === undefined || at % 2 === half))
  test(`a film of ${film.scenario} in ${film.width ?? 1280}: the code of ${of.id} is read`, async ({
    launchOptions,
  }) => {
    const card = printedCard(of, of.generation === 'cccd-2021' ? 'front' : 'back')
    camera = await openCameraBrowser(launchOptions, session, { ...film, card, fps: 6, seconds: 1 })
    await openCamera(camera.page)
    const declared = camera.page.getByTestId('declared')
    // Camera, decoder and film all start here.
    await expect(declared).toHaveAttribute('data-origin', 'qr', { timeout: 30_000 })
    await expect(declared).toContainText(of.fullName, { ignoreCase: true })
    await expect(camera.page.getByTestId('camera')).toHaveCount(0)
  })

test('two cameras: the chosen one is remembered; Esc closes; a card on the reader closes too', async ({
  launchOptions,
}) => {
  camera = await openCameraBrowser(launchOptions, session, false)
  const { page } = camera
  await openCamera(page)
  const choice = page.getByTestId('camera-choice')
  await expect(choice.locator('option')).toHaveCount(2)
  const first = await choice.inputValue()
  await choice.selectOption({ index: 1 })
  await expect(page.getByTestId('camera')).toHaveAttribute('data-status', 'running')
  await expect(choice).not.toHaveValue(first)
  const second = await choice.inputValue()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('camera')).toHaveCount(0)

  await page.reload()
  await page.getByTestId('camera-open').click()
  await expect(choice).toHaveValue(second)
  await place(page, 'mai')
  await expect(page.getByTestId('camera')).toHaveCount(0)
  await lift(page)
})

test('no camera, and a camera that is not allowed: each said with a cure, and tried again', async ({
  launchOptions,
}) => {
  camera = await openCameraBrowser(launchOptions, session)
  const { page } = camera
  await openCamera(page)
  await expect(page.getByTestId('camera')).toHaveAttribute('data-status', 'missing')
  await expect(page.getByTestId('camera-words')).toContainText('Cắm camera vào máy')
  const refuse = (name: string) =>
    page.evaluate(`navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', '${name}') }`)
  await refuse('NotReadableError')
  await page.getByTestId('camera-retry').click()
  await expect(page.getByTestId('camera')).toHaveAttribute('data-status', 'busy')
  await refuse('NotAllowedError')
  await page.getByTestId('camera-retry').click()
  await expect(page.getByTestId('camera')).toHaveAttribute('data-status', 'denied')
  await page.getByTestId('camera-close').click()
  await expect(page.getByTestId('counter-input')).toBeVisible()
})
