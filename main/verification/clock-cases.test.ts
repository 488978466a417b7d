import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { authorityOf, defaultSeed } from '../../fixtures/country/authority.ts'
import { td1 } from '../../fixtures/country/mrz.ts'
import { type Persona, personas } from '../../fixtures/country/persona.ts'
import { encodeLdsSecurityObject, encodeSod } from '../../fixtures/country/sod.ts'
import { tlv } from '../emrtd/tlv.ts'
import type { CardRead } from '../reading/card-read.ts'
import { anchorStore } from '../trust/anchor-store.ts'
import { type ClockFloor, watchClock } from './clock.ts'
import { verifyRead } from './verify-read.ts'

// Goal S12: a desk whose clock lies says so on the verdict, and judges by the time that has surely passed.

const { csca, revocationList, signers } = authorityOf(defaultSeed)
const anchors = anchorStore([{ name: 'country.test.cer', bytes: csca }], { revocationLists: [revocationList] })
const mai = personas.find(({ expiryDate }) => expiryDate > '2029') as Persona

const hour = 3_600_000
const day = 24 * hour
const year = 365.25 * day
const now = Date.parse('2026-11-21T03:00:00Z')
const built = new Date('2026-11-01T00:00:00Z')
/** The last entry of the log, of the evening before. */
const used: ClockFloor = { built, recorded: new Date(now - 12 * hour) }

function read(holder: Persona = mai, by = signers.current): CardRead {
  const dg1 = tlv(0x61, tlv(0x5f1f, new TextEncoder().encode(td1(holder).join(''))))
  const sod = encodeSod(encodeLdsSecurityObject(new Map([[1, dg1]]), 'SHA-256'), by, '2024-05-10')
  return {
    at: new Date(now).toISOString(),
    access: { protocol: 'none', attempts: [] },
    files: new Map([['SOD', sod] as const, ['DG1', dg1] as const]),
    notRead: [],
    timings: {},
    apdu: { count: 0, bytesOut: 0, bytesIn: 0, readSize: 0 },
  }
}

function desk(floor: ClockFloor, wall = now) {
  const time = { wall, monotonic: 5000 }
  const watch = watchClock(
    floor,
    () => time.wall,
    () => time.monotonic,
  )
  const judge = (card = read()) => {
    const { at, doubt } = watch.read()
    return verifyRead(card, { anchors, policy: 'demo', at, clock: doubt }).report
  }
  return {
    time,
    watch,
    judge,
    pass: (ms: number) => Object.assign(time, { wall: time.wall + ms, monotonic: time.monotonic + ms }),
  }
}
type Judged = ReturnType<ReturnType<typeof desk>['judge']>
/** A named warning, and no answer that rests on the time. */
function warned({ reasons, checks, verdict }: Judged, said: string | RegExp = 'desk clock'): void {
  expect(reasons).toContain('clock-wrong')
  expect(checks.find(({ reason }) => reason === 'clock-wrong')?.detail).toMatch(said)
  expect(checks.find(({ id }) => id === 'document.expiry')).toMatchObject({
    result: 'undetermined',
    reason: 'clock-wrong',
  })
  expect(verdict).toBe('intact')
}
const silent = ({ reasons }: Judged) => expect(reasons).not.toContain('clock-wrong')

describe('the clock of a desk that was used yesterday', () => {
  it('is right: nothing is said', () => silent(desk(used).judge()))

  it.each([
    ['ten years back', -10 * year, 'desk clock 2016-11-20T15:00Z, but it is 2026-11-20T15:00Z or later'],
    ['a day back, behind the last entry of the log', -day, 'or later'],
    ['the seven hours of Viet Nam and more back', -19 * hour, 'or later'],
    ['ten years ahead', 10 * year, 'desk clock 2036-11-20T15:00Z, ahead of the time counted since 2026-11-20T15:00Z'],
    ['at the first moment of computers', -now, 'desk clock 1970-01-01T00:00Z'],
    ['at the end of two digits', Date.parse('2099-12-31') - now, 'ahead of'],
  ])('is %s', (_, off, said) => warned(desk(used, now + off).judge(), said))

  it('is a few hours ahead, which nobody can know without a line; the register tells', () => {
    const { judge, watch } = desk(used, now + 7 * hour)
    silent(judge())
    watch.confirm(new Date(now))
    warned(judge(), 'ahead of the time counted since 2026-11-21T03:00Z')
  })

  it('was off for a long holiday: nothing is said', () => silent(desk(used, now + 100 * day).judge()))
})

describe('the clock of a new desk', () => {
  it.each([
    ['before the program was made', -10 * year],
    ['ten years after it', 10 * year],
  ])('is %s', (_, off) => warned(desk({ built }, now + off).judge()))

  it('is three years after the program: an old program', () => silent(desk({ built }, now + 3 * year).judge()))
})

describe('while the program runs', () => {
  it('a day back is found at once, and stays found until the clock has caught up', () => {
    const { time, judge, pass } = desk(used)
    silent(judge())
    pass(hour)
    silent(judge())
    time.wall -= day
    warned(judge())
    pass(23 * hour + 30 * 60_000)
    warned(judge())
    pass(hour)
    silent(judge())
  })

  it('ten years ahead is found, and a signed time that says otherwise does not help the clock', () => {
    const { time, judge, pass, watch } = desk(used)
    silent(judge())
    time.wall += 10 * year
    warned(judge())
    watch.confirm(new Date(now))
    pass(hour)
    warned(judge(), 'since 2026-11-21T03:00Z')
    // Somebody puts it right.
    time.wall -= 10 * year
    silent(judge())
  })

  it('a clock that is behind by more than clocks differ is found by the first signed time', () => {
    const { judge, watch, time } = desk({ built }, now - 5 * day)
    silent(judge())
    watch.confirm(new Date(now))
    warned(judge(), 'but it is 2026-11-21T03:00Z or later')
    time.wall = now
    silent(judge())
  })

  it('ten minutes are no doubt, either way', () => {
    for (const off of [-10, 10]) {
      const { judge, watch } = desk(used, now + off * 60_000)
      silent(judge())
      watch.confirm(new Date(now))
      silent(judge())
    }
  })

  it('a time signed before the program was made is nobody’s', () => {
    const { judge, watch } = desk(used)
    watch.confirm(new Date('2016-01-01'))
    silent(judge())
    watch.confirm(new Date(Number.NaN))
    silent(judge())
  })

  it('a log that was written under a clock far ahead is put right by the register alone', () => {
    const { judge, watch } = desk({ built, recorded: new Date(now + 300 * day) })
    warned(judge())
    watch.confirm(new Date(now))
    silent(judge())
  })

  it('summer time, its end, and the new year are nothing: all of it is UTC', () => {
    for (const moment of [
      '2026-03-29T00:59:30Z',
      '2026-10-25T00:59:30Z',
      '2026-12-31T16:59:30Z',
      '2026-12-31T23:59:30Z',
    ]) {
      const { judge, pass } = desk(
        { built: new Date('2026-01-01'), recorded: new Date(Date.parse(moment) - hour) },
        Date.parse(moment),
      )
      silent(judge())
      pass(60_000)
      silent(judge())
      pass(hour)
      silent(judge())
    }
  })
})

describe('what has surely ended has ended, whatever the clock says', () => {
  it('a signer whose certificate is over, under a clock before that', () => {
    const { verdict, checks } = desk(used, now - 10 * year).judge(read(mai, signers.expired))
    expect(verdict).toBe('refused')
    expect(checks.find(({ id }) => id === 'issuer.validity')).toMatchObject({ result: 'failed', reason: 'expired' })
  })

  it('a card that ended yesterday, under a clock of last year', () => {
    const ended = { ...mai, expiryDate: '2026-11-18' } as const
    expect(desk(used, now - year).judge(read(ended)).checks).toContainEqual(
      expect.objectContaining({ id: 'document.expiry', result: 'failed', reason: 'document-expired' }),
    )
  })
})

describe('years of two digits', () => {
  const child = { ...mai, birthDate: '2019-05-04', personalNumber: '999319000001' } as const
  const elder = { ...mai, birthDate: '1931-05-04', personalNumber: '999131000001' } as const
  const born = (holder: Persona, off: number) =>
    desk(used, now + off)
      .judge(read(holder))
      .document.find(({ id }) => id === 'birthDate')?.value

  it.each([
    ['right', 0],
    ['ten years back', -10 * year],
    ['ten years ahead', 10 * year],
  ])('are of the same century under a clock that is %s', (_, off) => {
    expect(born(child, off)).toBe('2019-05-04')
    expect(born(elder, off)).toBe('1931-05-04')
  })
})

const library = [
  process.env.CHIPDESK_FAKETIME ?? '',
  ...['x86_64', 'aarch64'].map(machine => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`),
  '/usr/lib/faketime/libfaketime.so.1',
  '/usr/lib64/faketime/libfaketime.so.1',
].find(path => path !== '' && existsSync(path))

describe('the clock of the computer itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chipdesk-clock-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const setting = join(folder, 'time')
  const program = `
    import { watchClock } from '${join(import.meta.dirname, 'clock.ts')}'
    const watch = watchClock({ built: new Date('2026-11-01'), recorded: new Date(Number(process.env.RECORDED)) })
    const say = () => console.log(watch.read().doubt?.kind ?? 'believed')
    say()
    process.stdin.on('data', say)`
  const env = {
    ...process.env,
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: setting,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    // Of this computer, which may itself be set to anything.
    RECORDED: String(Math.max(Date.now(), Date.parse('2026-11-02')) - hour),
  }
  /** What the program says at each setting, the first one before it starts. */
  async function says(...settings: string[]): Promise<string[]> {
    const [first = '', ...later] = settings
    writeFileSync(setting, first)
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const said: string[] = []
    for await (const chunk of child.stdout) {
      said.push(...String(chunk).trim().split('\n'))
      const next = later.shift()
      if (next === undefined) child.kill()
      else {
        writeFileSync(setting, next)
        child.stdin.write('\n')
      }
    }
    return said
  }

  it('is set ten years back, ten years ahead, and a day back while the program runs', {
    timeout: 20_000,
  }, async ctx => {
    if (!library) return ctx.skip('libfaketime is not installed')
    if (Date.now() < Date.parse('2026-11-02')) return ctx.skip('the clock of this computer is before the program')
    expect(await says('+0')).toEqual(['believed'])
    expect(await says('-10y')).toEqual(['before-floor'])
    expect(await says('+10y')).toEqual(['jumped'])
    expect(await says('+0', '-1d', '+0')).toEqual(['believed', 'before-floor', 'believed'])
    expect(await says('+0', '+10y', '+0')).toEqual(['believed', 'jumped', 'believed'])
  })

  it.each(['America/New_York', 'Europe/Berlin', 'Asia/Ho_Chi_Minh'])('is UTC whatever the zone: %s', zone => {
    const script = `
      import { watchClock } from '${join(import.meta.dirname, 'clock.ts')}'
      let wall = Date.parse('2026-03-08T06:30:00Z')
      const start = wall
      const watch = watchClock({ built: new Date('2026-01-01'), recorded: new Date(wall) }, () => wall, () => wall - start)
      const kinds = new Set()
      for (; wall < Date.parse('2026-11-02T12:00:00Z'); wall += 1_800_000) kinds.add(watch.read().doubt?.kind ?? 'believed')
      console.log([...kinds].join(), new Date(wall).getTimezoneOffset())`
    const args = ['--input-type=module', '-e', script]
    const said = execFileSync(process.execPath, args, { env: { ...process.env, TZ: zone }, encoding: 'utf8' })
    expect(said).toMatch(/^believed -?\d+\n$/)
  })
})
