import { expect } from '@playwright/test'
import { insuranceOf } from '../../fixtures/country/insurance-card.ts'
import type { Persona } from '../../fixtures/country/persona.ts'
import { qrTextOf } from '../../fixtures/country/qr.ts'
import { dayInVietnam } from '../../main/protocol/day-in-vietnam.ts'
import { scanStall } from '../../renderer/features/wedge/key-burst.ts'
import type { RunningDesk } from '../running-desk.ts'
import { scan, scannerKeys } from '../typed-scan.ts'
import { recordOf } from './customer-record.ts'
import { type Citizen, type DeskName, keyOfPurpose } from './day-script.ts'
import { amountOf, type Expected, expectedOf, faceOf, visitOf } from './expected.ts'
import type { Hands } from './hands.ts'
import { onScreen } from './in-page.ts'

/** What was done about one citizen, for the look into the store after the day. */
export interface Served {
  readonly citizen: Citizen
  readonly online: boolean
  /** Absent where they refused their consent: nobody was served. */
  readonly expected?: Expected
  readonly operator: string
  readonly papers: readonly string[]
  readonly handedOver: boolean
  readonly overridden: boolean
  readonly decision?: string
  readonly ownData: boolean
  readonly moves: number
}

export interface AtDesk {
  readonly desk: DeskName
  readonly running: RunningDesk
  readonly hands: Hands
  readonly online: boolean
  readonly operator: 'demo' | 'demo-2'
}

/** From the first word to the empty counter. */
export async function serve(at: AtDesk, citizen: Citizen): Promise<Served> {
  const { desk, running, hands, online, operator } = at
  const { page } = hands
  const nobody = { citizen, online, operator, papers: [], handedOver: false, overridden: false, ownData: false }
  hands.moves()
  await expect(page.getByTestId('waiting')).toBeVisible()
  if (desk === 'clinic')
    await running.portal(!online ? 'reset' : citizen.insurance ? `code-${citizen.insurance as '000'}` : 'normal')
  if (!(await begin(at, citizen))) return { ...nobody, moves: hands.moves() }
  await expect(page.getByTestId('result')).toBeVisible({ timeout: 30_000 })
  const expected = expectedOf(desk, citizen, online, dayInVietnam(new Date()))
  if (citizen.customer && !citizen.customer.before) await typeCustomer(hands, citizen)
  await decideFace(at, citizen, expected)
  await sees(at, citizen, expected)
  const done = await act(at, citizen, expected)
  await leave(at)
  return { ...nobody, ...done, expected, moves: hands.moves() }
}

/** Purpose, consent, number and card, in the citizen's order. @returns whether they agree */
async function begin(at: AtDesk, citizen: Citizen): Promise<boolean> {
  const { desk, running, hands } = at
  const { page } = hands
  const { persona, hostile, first, number, purpose, consent, withoutCard } = citizen
  const lay = () => running.place(hostile ? `${persona.id}/${hostile}` : persona.id)
  if (first === 'card' && !withoutCard) await lay()
  // A scanner is heard on every screen: also before anybody has said what the citizen has come for.
  const early = number === 'scanned' && first === 'number'
  if (early) await scanCode(at, persona)
  if (early) await expect(page.getByTestId('declared')).toBeVisible()
  if (consent) {
    await hands.press(`consent-${consent.toLowerCase()}`, consent === 'refused' ? 'Escape' : undefined)
    if (consent === 'refused') {
      await expect(page.getByTestId('declared')).toBeHidden()
      if (first === 'card') await running.lift()
      return false
    }
  } else {
    await hands.press(`purpose-${purpose}`, String(keyOfPurpose(desk, purpose)))
    await expect(page.getByTestId('notice')).toBeVisible()
  }
  if (withoutCard) {
    await receiveWithoutCard(hands, citizen)
    return true
  }
  if (citizen.customer?.before) await typeCustomer(hands, citizen)
  if (!early) {
    if (number === 'scanned') await scanCode(at, persona)
    else await hands.fill([['counter-input', persona.personalNumber]], 'counter-submit')
  }
  if (first === 'number') await lay()
  return true
}

/** Once more where a busy machine has torn the code apart and the screen asks for that, as a clerk would. */
async function scanCode({ desk, hands: { page } }: AtDesk, persona: Persona) {
  const torn = page.locator('[data-testid="error"]:is([data-tag="DataNumberInvalid"], [data-tag="DataUnknownCode"])')
  const heard = page.getByTestId('declared').or(page.getByTestId('reading')).or(page.getByTestId('result'))
  for (let scans = 1; ; scans++) {
    await scan(page, scannerKeys(`${qrTextOf(persona)}\r`))
    await expect(heard.or(torn).first()).toBeVisible()
    // As long as a hand needs from the scanner to the keys; what comes sooner may still be the code's.
    await page.waitForTimeout(scanStall + 50)
    if (!(await torn.isVisible())) return
    if (scans === 5) throw new Error(`the code of ${persona.id} was never taken whole`)
    process.stdout.write(`${desk}: the code of ${persona.id} came in pieces\n`)
    // Its last piece must not begin the next one.
    await page.waitForTimeout(500)
  }
}

async function receiveWithoutCard(hands: Hands, { persona, withoutCard }: Citizen) {
  const insurance = insuranceOf(persona)
  await hands.press('without-card-open')
  await hands.choose(`reason-${withoutCard}`)
  await hands.fill(
    [
      ['without-number', persona.personalNumber],
      ...(insurance ? ([['without-insurance', insurance.card.bookNumber]] as const) : []),
      ['without-name', persona.fullName],
      ['without-birth', persona.birthDate.split('-').reverse().join('/')],
    ],
    'without-submit',
  )
}

async function typeCustomer(hands: Hands, citizen: Citizen) {
  const { customer } = citizen
  if (!customer) return
  const { page } = hands
  const { keeps } = visitOf('bank', citizen.purpose)
  const amount = amountOf(citizen)
  const fields = [
    ['customer-number', customer.number] as const,
    ...(amount === undefined ? [] : [['customer-amount', String(amount)] as const]),
    ...Object.entries(recordOf(citizen)).flatMap(([id, text]) =>
      keeps.includes(id) ? [[`customer-${id}`, text] as const] : [],
    ),
  ]
  if (customer.before) {
    await hands.press('customer-open')
    for (const [id, text] of fields) await hands.write(id, text)
    await expect(page.getByTestId('customer-form')).toContainText('Đã giữ')
    return
  }
  await hands.fill(fields, 'customer-compare')
  await expect(page.getByTestId('customer-form')).toBeHidden()
}

async function decideFace({ hands }: AtDesk, citizen: Citizen, expected: Expected) {
  const face = faceOf(citizen)
  if (!face || !('face' in expected.steps)) return
  const { page } = hands
  if (face !== citizen.face) await expect(page.getByTestId('face-same')).toBeDisabled()
  const keys = { same: 'F7', 'not-same': 'Shift+F7', unsure: 'Shift+F6' }
  await hands.press(`face-${face}`, keys[face])
  await expect(page.getByTestId('face-decided')).toHaveAttribute('data-decision', face)
}

/** What must stand on the screen now, and which buttons there are. */
async function sees({ desk, hands: { page } }: AtDesk, citizen: Citizen, expected: Expected) {
  const { verdict, light, steps, insurance, override, serve: served, handOver, papers } = expected
  const wanted = { verdict, light, steps, insurance, override, served, handOver, papers: [...papers] }
  await expect
    .soft(async () => expect(await onScreen(page)).toEqual(wanted), named(desk, citizen))
    .toPass({ timeout: 20_000, intervals: [20, 50, 100] })
}

/** Who this is, for a message. */
export const named = (desk: DeskName, { persona, hostile, ...rest }: Citizen): string =>
  [desk, persona.id, hostile, persona.generation, JSON.stringify(rest)].filter(Boolean).join(' ')

async function act({ hands, operator }: AtDesk, citizen: Citizen, expected: Expected) {
  const { page } = hands
  const overridden = citizen.override && expected.override === 'possible'
  if (overridden) {
    await hands.press('override-open')
    await hands.fill([['override-reason', 'Người quen của quầy, đã đối chiếu giấy tờ khác']], 'override-submit')
    await expect(page.getByTestId('second-person')).toBeVisible()
    const other = operator === 'demo' ? 'demo-2' : 'demo'
    await hands.fill(
      [
        ['sign-in-name', other],
        ['sign-in-secret', '280619'],
      ],
      'sign-in-submit',
    )
    await expect(page.getByTestId('outcome')).toHaveAttribute('data-override', 'done')
  }
  const papers: string[] = []
  if (citizen.papers)
    for (const paper of expected.papers.slice(0, 2))
      papers.push(await print(hands, paper, expected.papers[0] === paper))
  const handedOver = citizen.handOver && (expected.handOver || (overridden && 'hand-over' in expected.steps))
  if (handedOver) {
    await hands.press('hand-over-send', 'Control+s')
    await expect(page.getByTestId('hand-over')).toHaveAttribute('data-status', /pending|answered/)
  }
  const serve = overridden ? expected.serveTakenOn : expected.serve
  const decision = citizen.decision === 'served' && !serve ? 'refused' : citizen.decision
  if (decision === 'served') await hands.press('decide-served', 'Control+Enter')
  else if (decision) {
    await hands.press(`decide-${decision}`)
    await hands.fill([['decision-reason', 'Thiếu giấy tờ kèm theo']], 'decision-submit')
  }
  if (decision) await expect(page.getByTestId('decision')).toHaveAttribute('data-outcome', decision)
  await expect(page.getByTestId('own-data-open')).toHaveCount(expected.ownData ? 1 : 0)
  const ownData = citizen.ownData && expected.ownData
  if (ownData) await showOwnData(hands)
  return { papers, handedOver, overridden, ownData, ...(decision && { decision }) }
}

/** What is kept about the citizen, on their own wish. */
async function showOwnData(hands: Hands) {
  await hands.press('own-data-open')
  await expect(hands.page.getByTestId('own-data')).toBeVisible()
  await hands.press('lists-close', 'Escape')
  await expect(hands.page.getByTestId('result')).toBeVisible()
}

async function print(hands: Hands, paper: string, first: boolean): Promise<string> {
  await hands.press(`document-${paper}`, first ? 'F4' : undefined)
  if (/^ct0[146]$/.test(paper)) await hands.fill([['document-reason', 'Theo đề nghị của công dân']], 'document-submit')
  await expect(hands.page.getByTestId('print-preview')).toBeVisible()
  await hands.away('print-preview')
  return paper
}

async function leave({ running, hands }: AtDesk) {
  const { page } = hands
  await running.lift()
  await expect(page.getByTestId('next')).toHaveAttribute('data-card', 'false')
  await hands.press('next-person', 'F2')
  await expect(page.getByTestId('waiting')).toBeVisible()
}
