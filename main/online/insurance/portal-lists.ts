import { readCardDate } from '../../cccd/card-date.ts'
import type { InsuranceAnswer } from '../../protocol/insurance.ts'
import { type PortalBody, plainText, rowsOf } from './portal-body.ts'

/** `yyyyMMddHHmm`, in Vietnam, with seconds or without. */
const stamp = /^([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(?:[0-9]{2})?$/

const mostTimes = 5

/**
 * `dsLichSuKT…`, who looked the card up: when others did so on the day, which helps to spot a card that goes round. Their
 * names are dropped.
 * @param day `YYYY-MM-DD`
 * @returns `HH:MM`, the latest five, earliest first
 */
export function checkedElsewhere(
  replies: readonly { readonly body: PortalBody }[],
  day: string,
  facilityCode: string,
): string[] {
  const times = replies
    .flatMap(({ body }) => rowsOf(body, 'dsLichSuKT'))
    .filter(row => !plainText(row.get('userkt'))?.startsWith(facilityCode))
    .flatMap(row => {
      const at = stamp.exec(plainText(row.get('thoigiankt')) ?? '')
      return at && `${at[1]}-${at[2]}-${at[3]}` === day ? [`${at[4]}:${at[5]}`] : []
    })
  return [...new Set(times)].toSorted().slice(-mostTimes)
}

const mostStays = 20

/** `dsLichSuKCB…`: where and when, never what for. */
export function staysOf(body: PortalBody): NonNullable<InsuranceAnswer['stays']> {
  return rowsOf(body, 'dsLichSuKCB')
    .flatMap(row => {
      const facility = plainText(row.get('macskcb'))?.padStart(5, '0')
      const [from, to] = ['ngayvao', 'ngayra'].map(name => dayOf(plainText(row.get(name))))
      return facility && from ? [{ facility, from, ...(to && { to }) }] : []
    })
    .slice(0, mostStays)
}

function dayOf(text: string | undefined): string | undefined {
  const at = stamp.exec(text ?? '')
  return at ? readCardDate(`${at[3]}/${at[2]}/${at[1]}`) : undefined
}
